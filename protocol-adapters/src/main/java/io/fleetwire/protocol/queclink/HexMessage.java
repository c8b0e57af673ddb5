package io.fleetwire.protocol.queclink;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A message in the HEX form, as far as recorded frames show it.
 *
 * <pre>
 *  +RSP +EVT  | type 1 | mask 4 | length 2 | device type 1 | protocol 2 | firmware 2 | id 8 |
 *             | battery 1 | supply 2 | state 1 | satellites 1 | what the type adds | [count 1] points … | more | sent 7 | number 2 | CRC 2 | 0D0A
 *  +INF       | type 1 | mask 2 or 4 | length 2 | id 8 | device type 1 | …                              | sent 7 | number 2 | CRC 2 | 0D0A
 *  +ACK       | type 1 | mask 1 | length 1 | device type 1 | protocol 2 | firmware 2 | id 8 | …         | sent 7 | number 2 | CRC 2 | 0D0A
 *  +HBD              | mask 1 | length 1 | device type 1 | protocol 2 | firmware 2 | id 8 |             | sent 7 | number 2 | CRC 2 | 0D0A
 *  a point: accuracy 1, speed 2 and a tenth 1, azimuth 2, altitude 2, longitude 4, latitude 4, UTC 7, MCC 2, MNC 2, LAC 2, cell 2, reserved 1
 * </pre>
 *
 * <p>The checksum is CRC-16/CCITT-FALSE over everything between the header and itself. An IMEI is written as two decimal digits a byte, the last one as one;
 * with bit 6 of the mask the device's name stands in its place. The mask is set on the device; only the one that all recorded frames have is followed,
 * and where what is read is no place at no time, the bytes are kept instead.
 *
 * @param kind the header's letters
 * @param deviceId the IMEI, or the device's name
 * @param deviceType the first two digits of the protocol version in the ASCII form
 * @param points where the device was; empty: the message has none, or its layout is not known
 * @param body the whole message in hex, where its layout is not known; else empty
 */
record HexMessage(
        String kind,
        int type,
        String deviceId,
        String deviceType,
        int firmware,
        int batteryPct,
        int supplyMv,
        int state,
        int satellites,
        List<Point> points,
        String more,
        long sentMs,
        int number,
        String body) {

    /** Mileage of the trip (kilometres in two bytes and tenths in one), total mileage (four and one), then nine bytes more. */
    private static final int MILEAGE_DIGITS = 2 * 17;

    private static final int TOTAL_AT = 2 * 3;
    private static final long MAX_MILEAGE_KM = 10_000_000;

    /** A place and the cell it was seen in. */
    record Point(Fix fix, long fixMs, int mcc, int mnc, int lac, int cell) {}

    private static final int NOT_SAID = -1;
    private static final int TAIL_BYTES = 7 + 2 + 2 + 2;
    private static final int POINT_BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final long NAMED_BY_NAME = 1 << 6;

    /** Every field that the recorded devices can send is on. */
    private static final long USUAL_MASK = 0x00FC_1FBF;

    private static final int CALL = 3;
    private static final int GEOFENCE = 8;
    private static final int COMPRESSED = 100;
    private static final int MAX_POINTS = 15;
    private static final Set<String> REPORTS = Set.of("RSP", "BSP");
    private static final Set<String> EVENTS = Set.of("EVT", "BVT");

    /**
     * The message in a frame; its indices stay as they are.
     *
     * @throws Malformed where its checksum is wrong, its end is missing, or it does not say whose it is
     */
    static HexMessage parse(ByteBuf frame) throws Malformed {
        ByteBuf in = frame.slice();
        String kind = in.toString(1, 3, StandardCharsets.US_ASCII);
        int size = in.readableBytes();
        if (size < Binary.HEADER_BYTES + TAIL_BYTES) {
            throw new Malformed("shorter than any message");
        }
        int idAt = idAt(kind, in);
        if (size < idAt + ID_BYTES + TAIL_BYTES) {
            throw new Malformed("shorter than any message");
        }
        int crcAt = size - 4;
        int expected = checksum(in, 4, crcAt);
        if (in.getUnsignedShort(size - 2) != 0x0D0A || in.getUnsignedShort(crcAt) != expected) {
            throw new Malformed("wrong checksum");
        }
        String id = id(in, idAt);
        try {
            return read(kind, id, in, idAt);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
            return kept(kind, id, in, idAt);
        }
    }

    private static int idAt(String kind, ByteBuf in) throws Malformed {
        return switch (kind) {
            case "RSP", "BSP", "EVT", "BVT" -> 16;
            case "INF", "BNF" -> in.getUnsignedShort(7) <= Binary.MAX_FRAME ? 9 : 11;
            case "ACK" -> 12;
            case "HBD" -> 11;
            default -> throw new Malformed("+" + kind + " in the HEX form is not known");
        };
    }

    /** Two digits a byte and one in the last, or a name padded with zeros. */
    private static String id(ByteBuf in, int at) throws Malformed {
        StringBuilder digits = new StringBuilder(15);
        boolean decimal = in.getUnsignedByte(at + 7) <= 9;
        for (int i = 0; i < ID_BYTES - 1; i++) {
            int two = in.getUnsignedByte(at + i);
            decimal &= two <= 99;
            digits.append(two / 10).append(two % 10);
        }
        String name = in.toString(at, ID_BYTES, StandardCharsets.US_ASCII).replaceAll("\0+$", "");
        // A name of digits below 100 as bytes would be control characters.
        if (name.matches("[A-Za-z0-9][A-Za-z0-9 _.-]*") && !decimalFits(in, at, decimal)) {
            return name.strip();
        }
        if (!decimal) {
            throw new Malformed("it names itself neither by an IMEI nor by a name");
        }
        return digits.append(in.getUnsignedByte(at + 7)).toString();
    }

    /** Whether the digits are an IMEI by their check digit. */
    private static boolean decimalFits(ByteBuf in, int at, boolean decimal) {
        if (!decimal) {
            return false;
        }
        int sum = in.getUnsignedByte(at + 7);
        for (int i = 0; i < ID_BYTES - 1; i++) {
            int two = in.getUnsignedByte(at + i);
            int doubled = two % 10 * 2;
            sum += two / 10 + doubled / 10 + doubled % 10;
        }
        return sum % 10 == 0;
    }

    private static HexMessage read(String kind, String id, ByteBuf in, int idAt) {
        boolean report = REPORTS.contains(kind);
        int type = in.getUnsignedByte(4);
        boolean usual = (in.getUnsignedInt(5) & ~NAMED_BY_NAME) == USUAL_MASK;
        if (!(report || EVENTS.contains(kind)) || !usual || (report && type == COMPRESSED)) {
            return kept(kind, id, in, idAt);
        }
        in.readerIndex(idAt + ID_BYTES);
        int battery = in.readUnsignedByte();
        int supplyMv = in.readUnsignedShort();
        if (report && type == GEOFENCE) {
            in.skipBytes(2);
        }
        int state = in.readUnsignedByte();
        int satellites = in.readUnsignedByte();
        in.skipBytes(report ? 1 : eventBytes(type));
        if (report && type == CALL) {
            skipNumber(in);
        }
        int count = in.readUnsignedByte();
        int end = in.writerIndex() - TAIL_BYTES;
        if (count > MAX_POINTS || in.readerIndex() + count * POINT_BYTES > end) {
            return kept(kind, id, in, idAt);
        }
        List<Point> points = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            points.add(point(in, satellites));
        }
        String more = ByteBufUtil.hexDump(in, in.readerIndex(), end - in.readerIndex());
        return new HexMessage(
                kind,
                type,
                id,
                deviceType(in, 11),
                in.getUnsignedShort(14),
                battery,
                supplyMv,
                state,
                satellites,
                List.copyOf(points),
                more,
                clockMs(in, end),
                in.getUnsignedShort(end + 7),
                "");
    }

    /** What an event says before its places, by its number. */
    private static int eventBytes(int type) {
        return switch (type) {
            case 6, 31 -> 2;
            case 15, 34 -> 3;
            case 17 -> 4;
            case 21 -> 5;
            case 23, 33, 35 -> 1;
            case 26 -> 12;
            case 45, 46 -> 7;
            default -> 0;
        };
    }

    /** A telephone number in BCD, filled up with F. */
    private static void skipNumber(ByteBuf in) {
        int two = in.readUnsignedByte();
        while ((two & 0x0F) != 0x0F && (two & 0xF0) != 0xF0) {
            two = in.readUnsignedByte();
        }
    }

    private static Point point(ByteBuf in, int satellites) {
        int accuracy = in.readUnsignedByte();
        double speedKmh = in.readUnsignedShort() + in.readUnsignedByte() / 10.0;
        int heading = in.readUnsignedShort();
        int altitudeM = in.readShort();
        double lon = in.readInt() / 1e6;
        double lat = in.readInt() / 1e6;
        long fixMs = clockMs(in, in.readerIndex());
        in.skipBytes(7);
        // Accuracy 0: the last known place.
        Fix fix = new Fix(
                lat,
                lon,
                accuracy > 0,
                altitudeM,
                speedKmh,
                heading,
                satellites,
                accuracy > 0 ? accuracy : ABSENT,
                ABSENT);
        Point point = new Point(
                fix,
                fixMs,
                Integer.parseInt(Integer.toHexString(in.readUnsignedShort())),
                Integer.parseInt(Integer.toHexString(in.readUnsignedShort())),
                in.readUnsignedShort(),
                in.readUnsignedShort());
        in.skipBytes(1);
        return point;
    }

    /**
     * Year in two bytes, then month, day, hour, minute, second.
     *
     * @throws DateTimeException where that is no time
     */
    private static long clockMs(ByteBuf in, int at) {
        return LocalDateTime.of(
                                in.getUnsignedShort(at),
                                in.getUnsignedByte(at + 2),
                                in.getUnsignedByte(at + 3),
                                in.getUnsignedByte(at + 4),
                                in.getUnsignedByte(at + 5),
                                in.getUnsignedByte(at + 6))
                        .toEpochSecond(ZoneOffset.UTC)
                * 1_000;
    }

    private static HexMessage kept(String kind, String id, ByteBuf in, int idAt) {
        int end = in.writerIndex() - TAIL_BYTES;
        long sentMs;
        try {
            sentMs = clockMs(in, end);
        } catch (DateTimeException e) {
            sentMs = Clock.UNSET;
        }
        boolean behind = kind.equals("INF") || kind.equals("BNF");
        return new HexMessage(
                kind,
                kind.equals("HBD") ? NOT_SAID : in.getUnsignedByte(4),
                id,
                deviceType(in, behind ? idAt + ID_BYTES : idAt - 5),
                in.getUnsignedShort(behind ? idAt + ID_BYTES + 3 : idAt - 2),
                NOT_SAID,
                NOT_SAID,
                NOT_SAID,
                NOT_SAID,
                List.of(),
                "",
                sentMs,
                in.getUnsignedShort(end + 7),
                ByteBufUtil.hexDump(in, 0, in.writerIndex()));
    }

    /** The six digits with which the ASCII form's version begins. */
    private static String deviceType(ByteBuf in, int at) {
        return "%02X%02X%02X".formatted(in.getUnsignedByte(at), in.getUnsignedByte(at + 1), in.getUnsignedByte(at + 2));
    }

    /** The total mileage in metres, or absent: two frames of one drive show where it stands. */
    double odometerM() {
        if (more.length() != MILEAGE_DIGITS) {
            return ABSENT;
        }
        long km = Long.parseLong(more, TOTAL_AT, TOTAL_AT + 8, 16);
        int tenths = Integer.parseInt(more, TOTAL_AT + 8, TOTAL_AT + 10, 16);
        return tenths <= 9 && km <= MAX_MILEAGE_KM ? km * 1_000.0 + tenths * 100 : ABSENT;
    }

    /** CRC-16/CCITT-FALSE: polynomial 1021, beginning with FFFF. */
    static int checksum(ByteBuf in, int from, int to) {
        int crc = 0xFFFF;
        for (int i = from; i < to; i++) {
            crc ^= in.getUnsignedByte(i) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        return crc & 0xFFFF;
    }
}
