package io.fleetwire.protocol.gt06;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Cell;
import io.fleetwire.protocol.gt06.Gt06Message.Position;
import io.netty.buffer.ByteBuf;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The fields that several messages share. Each method reads on from the buffer's reader index. */
final class Gt06Fields {

    /** Date and time, satellites, latitude, longitude, speed, course word. */
    static final int POSITION_BYTES = 18;

    /** A latitude or longitude is in thirty-thousandths of a minute. */
    static final double UNITS_PER_DEGREE = 30_000 * 60;

    static final int COURSE_MASK = 0x03FF;
    static final int NORTH = 1 << 10;
    static final int WEST = 1 << 11;
    static final int FIXED = 1 << 12;
    static final int ACC_KNOWN = 1 << 14;
    static final int ACC = 1 << 15;

    /** Set in the country code: the network code has two bytes. */
    static final int WIDE_MNC = 0x8000;

    private static final int MAX_MCC = 999;
    private static final long SECONDS_PER_DAY = 86_400;

    private Gt06Fields() {}

    static Position position(ByteBuf in) throws Malformed {
        long clockMs = clockMs(in);
        int satellites = in.readUnsignedByte() & 0x0F;
        long rawLat = in.readUnsignedInt();
        long rawLon = in.readUnsignedInt();
        int speedKmh = in.readUnsignedByte();
        int word = in.readUnsignedShort();
        Boolean ignition = (word & ACC_KNOWN) == 0 ? null : (word & ACC) != 0;
        boolean nowhere = rawLat == 0 && rawLon == 0;
        return new Position(clockMs, nowhere ? null : fix(rawLat, rawLon, speedKmh, word, satellites), ignition);
    }

    private static Fix fix(long rawLat, long rawLon, int speedKmh, int word, int satellites) throws Malformed {
        double lat = rawLat / UNITS_PER_DEGREE;
        double lon = rawLon / UNITS_PER_DEGREE;
        if (lat > 90 || lon > 180) {
            throw new Malformed("no place on earth: " + lat + ", " + lon);
        }
        int course = word & COURSE_MASK;
        return new Fix(
                (word & NORTH) != 0 ? lat : -lat,
                (word & WEST) != 0 ? -lon : lon,
                (word & FIXED) != 0,
                ABSENT,
                speedKmh,
                course <= 360 ? course : ABSENT,
                satellites,
                ABSENT,
                ABSENT);
    }

    /** Six bytes, year since 2000 to second; all zero: the device has no time yet. */
    static long clockMs(ByteBuf in) throws Malformed {
        int year = in.readUnsignedByte();
        int month = in.readUnsignedByte();
        int day = in.readUnsignedByte();
        int hour = in.readUnsignedByte();
        int minute = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((year | month | day | hour | minute | second) == 0) {
            return Position.UNSET;
        }
        if (hour > 23 || minute > 59 || second > 59) {
            throw new Malformed("no time of day: " + hour + ":" + minute + ":" + second);
        }
        try {
            long days = LocalDate.of(2_000 + year, month, day).toEpochDay();
            return (days * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second) * 1_000;
        } catch (DateTimeException e) {
            throw new Malformed("no date: " + year + "-" + month + "-" + day);
        }
    }

    /** Bytes of the cell at the reader index. */
    static int cellBytes(ByteBuf in, int lacBytes, int cidBytes) {
        return networkBytes(in) + lacBytes + cidBytes;
    }

    private static int networkBytes(ByteBuf in) {
        return (in.getUnsignedShort(in.readerIndex()) & WIDE_MNC) != 0 ? 4 : 3;
    }

    /** A cell; null where the device was in none. Area and cell id have 2 to 8 bytes. */
    static @Nullable Cell cell(ByteBuf in, int lacBytes, int cidBytes) {
        int mcc = in.readUnsignedShort();
        int mnc = (mcc & WIDE_MNC) != 0 ? in.readUnsignedShort() : in.readUnsignedByte();
        return cell(mcc & ~WIDE_MNC, mnc, in, lacBytes, cidBytes);
    }

    /** The part of a cell that neighbours in one network do not share. */
    static @Nullable Cell cell(int mcc, int mnc, ByteBuf in, int lacBytes, int cidBytes) {
        long lac = number(in, lacBytes);
        long cid = number(in, cidBytes);
        return lac == 0 && cid == 0 ? null : new Cell(mcc, mnc, lac, cid);
    }

    /** Whether the cell at the reader index names a country that can exist: it tells layouts apart. */
    static boolean isCell(ByteBuf in) {
        return in.readableBytes() >= 2 && (in.getUnsignedShort(in.readerIndex()) & ~WIDE_MNC) <= MAX_MCC;
    }

    private static long number(ByteBuf in, int bytes) {
        return switch (bytes) {
            case 2 -> in.readUnsignedShort();
            case 3 -> in.readUnsignedMedium();
            case 4 -> in.readUnsignedInt();
            default -> in.readLong();
        };
    }
}
