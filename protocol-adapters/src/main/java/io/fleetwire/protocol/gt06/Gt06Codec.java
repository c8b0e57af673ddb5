package io.fleetwire.protocol.gt06;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.AddressRequest;
import io.fleetwire.protocol.gt06.Gt06Message.Cell;
import io.fleetwire.protocol.gt06.Gt06Message.Heartbeat;
import io.fleetwire.protocol.gt06.Gt06Message.Location;
import io.fleetwire.protocol.gt06.Gt06Message.Login;
import io.fleetwire.protocol.gt06.Gt06Message.Position;
import io.fleetwire.protocol.gt06.Gt06Message.Status;
import io.fleetwire.protocol.gt06.Gt06Message.TimeRequest;
import io.fleetwire.protocol.gt06.Gt06Message.Unknown;
import io.fleetwire.protocol.gt06.Gt06Message.Upload;
import io.fleetwire.protocol.wire.Imei;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Frame to message. */
final class Gt06Codec {

    /** Bytes that are kept of what is not decoded: twice as many characters of hex are the longest attribute. */
    static final int MAX_KEPT_BYTES = 1_024;

    /** Farthest time zone there is, and a bit. */
    private static final int MAX_ZONE_MINUTES = 15 * 60;

    private static final int ZONE_WEST = 1 << 3;

    private Gt06Codec() {}

    /**
     * What a frame says.
     *
     * @throws Malformed where it cannot mean what its type says
     */
    static Gt06Message decode(Gt06Frame frame) throws Malformed {
        try {
            return decodeContent(frame);
        } catch (IndexOutOfBoundsException e) {
            throw new Malformed("type " + hex(frame.type()) + " is shorter than it must be");
        }
    }

    private static Gt06Message decodeContent(Gt06Frame frame) throws Malformed {
        ByteBuf in = frame.content();
        int type = frame.type();
        int serial = frame.serial();
        return switch (type) {
            case Gt06Type.LOGIN -> login(in, serial);
            case Gt06Type.LOCATION_10, Gt06Type.LOCATION_11, Gt06Type.LOCATION_12 -> location(type, in, serial);
            case Gt06Type.LOCATION, Gt06Type.LOCATION_4G -> uploadedLocation(type, in, serial);
            case Gt06Type.HEARTBEAT, Gt06Type.HEARTBEAT_VOLTAGE -> heartbeat(type, in, serial);
            case Gt06Type.ALARM_16, Gt06Type.ALARM, Gt06Type.ALARM_FENCE, Gt06Type.ALARM_4G ->
                Gt06Alarms.positioned(type, in, serial);
            case Gt06Type.ALARM_CELL, Gt06Type.ALARM_CELL_4G -> Gt06Alarms.inCell(type, in, serial);
            case Gt06Type.CELLS_18,
                    Gt06Type.CELLS,
                    Gt06Type.CELLS_2E,
                    Gt06Type.CELLS_4G,
                    Gt06Type.WIFI,
                    Gt06Type.WIFI_4G -> Gt06Cells.decode(type, in, serial);
            case Gt06Type.TIME -> new TimeRequest(serial);
            case Gt06Type.ADDRESS_REQUEST -> new AddressRequest(rest(in), serial);
            case Gt06Type.INFORMATION ->
                frame.isLong() ? Gt06Information.decode(in, serial) : Gt06Information.voltage(in, serial);
            case Gt06Type.COMMAND_REPLY -> Gt06Replies.shortReply(in, serial);
            case Gt06Type.COMMAND_REPLY_LONG -> Gt06Replies.longReply(in, serial);
            default -> unknown(type, in, serial);
        };
    }

    private static Login login(ByteBuf in, int serial) throws Malformed {
        String imei = Imei.ofBcd(in, in.readerIndex());
        if (!Imei.isImei(imei)) {
            throw new Malformed("no IMEI: " + imei);
        }
        in.skipBytes(Imei.BCD_LENGTH);
        boolean hasZone = in.readableBytes() >= 4;
        return new Login(imei, hasZone ? zone(in.getUnsignedShort(in.readerIndex() + 2)) : null, serial);
    }

    /** Bits 15 to 4: hours times 100 plus minutes; bit 3: west. Null where that is no time zone. */
    private static @Nullable ZoneOffset zone(int word) {
        int hoursAndMinutes = word >> 4;
        int minutes = hoursAndMinutes / 100 * 60 + hoursAndMinutes % 100;
        if (hoursAndMinutes % 100 > 59 || minutes > MAX_ZONE_MINUTES) {
            return null;
        }
        return ZoneOffset.ofTotalSeconds((word & ZONE_WEST) != 0 ? -minutes * 60 : minutes * 60);
    }

    private static Location location(int type, ByteBuf in, int serial) throws Malformed {
        Position position = Gt06Fields.position(in);
        // Some devices with type 11 have cell ids of four bytes, and nothing after them.
        int cidBytes = type == Gt06Type.LOCATION_11 && in.readableBytes() == 9 ? 4 : 3;
        Cell cell = null;
        if (Gt06Fields.isCell(in) && in.readableBytes() >= Gt06Fields.cellBytes(in, 2, cidBytes)) {
            cell = Gt06Fields.cell(in, 2, cidBytes);
        }
        return new Location(type, position, cell, null, Gt06Message.NO_MILEAGE, rest(in), serial);
    }

    private static Location uploadedLocation(int type, ByteBuf in, int serial) throws Malformed {
        Position position = Gt06Fields.position(in);
        boolean wide = Gt06Type.is4g(type);
        int lacBytes = wide ? 4 : 2;
        int cidBytes = wide ? 8 : 3;
        if (!hasUpload(in, lacBytes, cidBytes)) {
            return new Location(type, position, null, null, Gt06Message.NO_MILEAGE, rest(in), serial);
        }
        Cell cell = Gt06Fields.cell(in, lacBytes, cidBytes);
        Upload upload = new Upload(in.readByte() != 0, in.readUnsignedByte(), in.readByte() != 0);
        long mileageM = in.readableBytes() >= 4 ? in.readUnsignedInt() : Gt06Message.NO_MILEAGE;
        return new Location(type, position, cell, upload, mileageM, rest(in), serial);
    }

    /** Whether the cell is followed by ignition, mode and re-upload: with other tails (SEEWORLD) the two flags would not be flags. */
    private static boolean hasUpload(ByteBuf in, int lacBytes, int cidBytes) {
        if (!Gt06Fields.isCell(in)) {
            return false;
        }
        int upload = Gt06Fields.cellBytes(in, lacBytes, cidBytes);
        if (in.readableBytes() < upload + 3) {
            return false;
        }
        int at = in.readerIndex() + upload;
        return in.getUnsignedByte(at) <= 1 && in.getUnsignedByte(at + 2) <= 1;
    }

    private static Heartbeat heartbeat(int type, ByteBuf in, int serial) {
        int info = in.readUnsignedByte();
        boolean volts = type == Gt06Type.HEARTBEAT_VOLTAGE;
        double externalV = volts ? in.readUnsignedShort() / 100.0 : ABSENT;
        int level = volts ? -1 : in.readUnsignedByte();
        Status status = new Status(info, level, externalV, in.readUnsignedByte());
        int alarm = in.isReadable() ? in.readUnsignedByte() : 0;
        if (in.isReadable()) {
            in.skipBytes(1); // the language: heartbeats are answered whatever it is
        }
        return new Heartbeat(type, status, alarm, rest(in), serial);
    }

    static Unknown unknown(int type, ByteBuf in, int serial) {
        return new Unknown(type, in.readableBytes(), rest(in), serial);
    }

    /** What was not read, in hex. */
    static String rest(ByteBuf in) {
        int length = Math.min(in.readableBytes(), MAX_KEPT_BYTES);
        return length == 0 ? "" : ByteBufUtil.hexDump(in, in.readerIndex(), length);
    }

    /** A protocol number as people write it. */
    static String hex(int type) {
        return HEX[type & 0xFF];
    }

    private static final String[] HEX = new String[256];

    static {
        for (int i = 0; i < HEX.length; i++) {
            HEX[i] = "0x%02X".formatted(i);
        }
    }
}
