package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.AddressRequest;
import io.fleetwire.protocol.gt06.Gt06Message.Login;
import io.fleetwire.protocol.gt06.Gt06Message.TimeRequest;
import io.fleetwire.protocol.gt06.Gt06Message.Unknown;
import io.fleetwire.protocol.gt06.Gt06Message.Unread;
import io.fleetwire.protocol.wire.Imei;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Content to message. */
final class Gt06Codec {

    /** Bytes that are kept of what is not decoded: twice as many characters of hex are the longest attribute. */
    static final int MAX_KEPT_BYTES = 1_024;

    /** Farthest time zone there is, and a bit. */
    private static final int MAX_ZONE_MINUTES = 15 * 60;

    private static final int ZONE_WEST = 1 << 3;

    /** A telephone number in ASCII, padded with zeros. */
    private static final int PHONE_BYTES = 21;

    private Gt06Codec() {}

    /**
     * What a frame says.
     *
     * @throws Malformed where it cannot mean what its type says
     * @throws IllegalArgumentException naming a quantity that is outside its range
     */
    static Gt06Message decode(Gt06Reader in) throws Malformed {
        if (in.type == Gt06Type.LOGIN) {
            return login(in);
        }
        if (in.serial == Gt06Reader.NO_SERIAL) {
            return Gt06WatchDevice.decode(in);
        }
        Gt06Message vendors = Gt06Variants.decode(in);
        return vendors == null ? manual(in) : vendors;
    }

    /** A message whose content cannot mean what its type says: the bytes and the reason. */
    static Unread unread(Gt06Reader in, String reason) {
        in.back(in.start());
        return new Unread(in.type, reason, in.length(), in.peekHex(MAX_KEPT_BYTES), in.isLong, in.serial);
    }

    private static Gt06Message manual(Gt06Reader in) throws Malformed {
        return switch (in.type) {
            case Gt06Type.LOCATION,
                    Gt06Type.LOCATION_4G,
                    Gt06Type.LOCATION_10,
                    Gt06Type.LOCATION_11,
                    Gt06Type.LOCATION_12,
                    Gt06Type.LOCATION_2D,
                    Gt06Type.LOCATION_31 -> Gt06Locations.decode(in);
            case Gt06Type.HEARTBEAT, Gt06Type.HEARTBEAT_VOLTAGE -> Gt06Heartbeats.decode(in);
            case Gt06Type.ALARM_16, Gt06Type.ALARM, Gt06Type.ALARM_FENCE, Gt06Type.ALARM_A3, Gt06Type.ALARM_4G ->
                Gt06Alarms.positioned(in);
            case Gt06Type.ALARM_32 -> in.isLong ? Gt06Az735.decode(in) : Gt06Alarms.positioned(in);
            case Gt06Type.ALARM_CELL -> Gt06Cells.isSpace10x(in) ? Gt06Cells.space10x(in) : Gt06Alarms.inCell(in);
            case Gt06Type.ALARM_CELL_4G -> Gt06Alarms.inCell(in);
            case Gt06Type.ALARM_WIFI -> Gt06Cells.alarm(in);
            case Gt06Type.ALARM_CAMERA -> Gt06Camera.decode(in);
            case Gt06Type.CELLS_18,
                    Gt06Type.CELLS_24,
                    Gt06Type.CELLS,
                    Gt06Type.CELLS_2E,
                    Gt06Type.CELLS_4G,
                    Gt06Type.WIFI,
                    Gt06Type.WIFI_4G -> Gt06Cells.decode(in);
            case Gt06Type.WIFI_33 -> in.isLong ? Gt06Az735.decode(in) : Gt06Cells.decode(in);
            case Gt06Type.WIFI_F3 -> Gt06Cells.wifiF3(in);
            default -> others(in);
        };
    }

    private static Gt06Message others(Gt06Reader in) throws Malformed {
        return switch (in.type) {
            case Gt06Type.MODULES_36 -> modulesThatFitNothing(in);
            case Gt06Type.MODULES_70 -> Gt06Modules.decode(in);
            case Gt06Type.DEVICE_STATUS, Gt06Type.PERIPHERALS -> Gt06Modules.decodeStatus(in);
            case Gt06Type.OBD, Gt06Type.OBD_PID, Gt06Type.OBD_DTC -> Gt06Obd.decode(in);
            case Gt06Type.INFORMATION -> in.isLong ? Gt06Information.decode(in) : Gt06Information.inShortFrame(in);
            case Gt06Type.SERIAL_DATA -> Gt06Information.serialData(in);
            case Gt06Type.TIME -> timeRequest(in);
            case Gt06Type.ADDRESS_REQUEST, Gt06Type.ADDRESS_REQUEST_1A, Gt06Type.ADDRESS_REQUEST_4G ->
                addressRequest(in);
            case Gt06Type.COMMAND_REPLY -> Gt06Replies.shortReply(in);
            case Gt06Type.COMMAND_REPLY_LONG -> Gt06Replies.longReply(in);
            case Gt06Type.COMMAND, Gt06Type.COMMAND_81, Gt06Type.COMMAND_82 -> Gt06Replies.command(in);
            case Gt06Type.ADDRESS, Gt06Type.MANY_17 -> Gt06Replies.address(in);
            default -> unknown(in);
        };
    }

    /** IMEI, [product], [zone and language]; a watch has a version behind its IMEI. */
    private static Login login(Gt06Reader in) throws Malformed {
        String imei = in.imei("imei");
        if (!Imei.isImei(imei)) {
            throw new Malformed("no IMEI: " + imei);
        }
        ZoneOffset zone = null;
        if (in.left() >= 2) {
            int product = in.u16("product");
            if (in.noted()) {
                in.means("0x%04X".formatted(product));
            }
        }
        if (in.left() >= 2) {
            zone = zone(in);
        }
        in.rest("rest");
        return new Login(imei, zone, in.serial);
    }

    /** Bits 15 to 4: hours times 100 plus minutes; bit 3: west; bits 1 and 0: language. Null where that is no time zone. */
    private static @Nullable ZoneOffset zone(Gt06Reader in) throws Malformed {
        int word = in.u16("zoneAndLanguage");
        int hoursAndMinutes = word >> 4;
        int minutes = hoursAndMinutes / 100 * 60 + hoursAndMinutes % 100;
        if (hoursAndMinutes % 100 > 59 || minutes > MAX_ZONE_MINUTES) {
            in.means("no time zone");
            return null;
        }
        ZoneOffset zone = ZoneOffset.ofTotalSeconds((word & ZONE_WEST) != 0 ? -minutes * 60 : minutes * 60);
        if (in.noted()) {
            in.means("UTC" + (minutes == 0 ? "" : zone.getId()) + ", language " + (word & 0x03));
        }
        return zone;
    }

    private static TimeRequest timeRequest(Gt06Reader in) throws Malformed {
        in.rest("rest");
        return new TimeRequest(in.serial);
    }

    /** Where the device is, who asks (a telephone number), alarm and language. */
    private static AddressRequest addressRequest(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        if (in.type == Gt06Type.ADDRESS_REQUEST_4G && Gt06Fields.isCell(in, 0)) {
            Gt06Fields.cell(in, out, 0, 4, 8);
        } else if (Gt06Fields.isPosition(in, 0)) {
            Gt06Fields.position(in, out);
        }
        if (in.left() >= PHONE_BYTES) {
            out.put("phone", in.text("phone", PHONE_BYTES, StandardCharsets.US_ASCII));
        }
        if (in.left() == 2) {
            in.u16("language");
        }
        String tail = in.rest("tail");
        if (!tail.isEmpty()) {
            out.put("tail", tail);
        }
        return new AddressRequest(in.type, out.build(), in.serial);
    }

    /** In a short frame it is a heartbeat, which waits for its answer; long ones are nobody's. */
    private static Unknown modulesThatFitNothing(Gt06Reader in) throws Malformed {
        if (!in.isLong) {
            throw new Malformed("type 0x36 is shorter than it must be");
        }
        return unknown(in);
    }

    static Unknown unknown(Gt06Reader in) throws Malformed {
        int bytes = in.left();
        return new Unknown(in.type, bytes, in.rest("content"), in.serial);
    }
}
