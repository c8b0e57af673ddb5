package io.fleetwire.protocol.gt06;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import io.fleetwire.protocol.Malformed;
import org.jspecify.annotations.Nullable;

/** Position and cell: the fields that most messages share. */
final class Gt06Fields {

    /** Date and time, satellites, latitude, longitude, speed, course word. */
    static final int POSITION_BYTES = 18;

    /** A latitude or longitude is in thirty-thousandths of a minute. */
    static final double UNITS_PER_DEGREE = 30_000 * 60;

    static final int COURSE_MASK = 0x03FF;
    static final int NORTH = 1 << 10;
    static final int WEST = 1 << 11;
    static final int FIXED = 1 << 12;
    static final int DIFFERENTIAL = 1 << 13;
    static final int ACC_KNOWN = 1 << 14;
    static final int ACC = 1 << 15;

    /** Set in the country code: the network code has two bytes. */
    static final int WIDE_MNC = 0x8000;

    private static final int MAX_MCC = 999;
    private static final int SPEED_AT = 8;
    private static final int SATELLITES_MASK = 0x0F;

    private Gt06Fields() {}

    /** The position block of the manual: {@link #POSITION_BYTES} bytes. */
    static void position(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        out.clock(in.clock("time"));
        place(in, out);
    }

    /** The position block without its clock: what it says of the ignition stands until something says more. */
    static void place(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int satellites = satellites(in);
        int word = in.peek16(SPEED_AT + 1);
        long lat = coordinate(in, "latitude", word);
        long lon = coordinate(in, "longitude", word);
        int speedKmh = in.u8("speed", " km/h");
        courseWord(in);
        out.fix(fix(lat, lon, ABSENT, speedKmh, word, satellites));
        out.ignition(ignition(word));
    }

    /** The upper half says how long the block is, which nobody needs. */
    static int satellites(Gt06Reader in) throws Malformed {
        int satellites = in.u8("satellites") & SATELLITES_MASK;
        if (in.noted()) {
            in.means(String.valueOf(satellites));
        }
        return satellites;
    }

    /**
     * The bare number of a latitude or longitude.
     *
     * @param word the course word, which has the hemispheres and comes later: only for who reads along
     */
    static long coordinate(Gt06Reader in, String name, int word) throws Malformed {
        long raw = in.u32(name);
        if (in.noted()) {
            boolean negative = name.equals("latitude") ? (word & NORTH) == 0 : (word & WEST) != 0;
            // The unit is 6e-7 degrees: more digits would be none.
            double degrees = Math.round(raw / UNITS_PER_DEGREE * 1e7) / 1e7;
            in.means((negative ? -degrees : degrees) + "°");
        }
        return raw;
    }

    static int courseWord(Gt06Reader in) throws Malformed {
        int word = in.u16("courseAndStatus");
        if (in.noted()) {
            in.means("course " + (word & COURSE_MASK) + "°"
                    + ((word & NORTH) != 0 ? ", north" : ", south")
                    + ((word & WEST) != 0 ? ", west" : ", east")
                    + ((word & FIXED) != 0 ? ", fixed" : ", not fixed")
                    + ((word & DIFFERENTIAL) != 0 ? ", differential" : "")
                    + ((word & ACC_KNOWN) == 0 ? "" : (word & ACC) != 0 ? ", ignition on" : ", ignition off"));
        }
        return word;
    }

    /** Ignition by the course word of clones; null where it says nothing. */
    static @Nullable Boolean ignition(int word) {
        return (word & ACC_KNOWN) == 0 ? null : (Boolean) ((word & ACC) != 0);
    }

    /**
     * A fix; null where both coordinates are zero: the device has never been anywhere.
     *
     * @throws Malformed where no place on earth has these coordinates
     */
    static @Nullable Fix fix(long rawLat, long rawLon, double altitudeM, double speedKmh, int word, int satellites)
            throws Malformed {
        if (rawLat == 0 && rawLon == 0) {
            return null;
        }
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
                altitudeM,
                speedKmh,
                course <= 360 ? course : ABSENT,
                satellites,
                ABSENT,
                ABSENT);
    }

    /** Whether a position block can be ahead. */
    static boolean isPosition(Gt06Reader in, int ahead) {
        return in.left() >= ahead + POSITION_BYTES && in.isClock(ahead);
    }

    /** Bytes of a cell whose network begins that far ahead. */
    static int cellBytes(Gt06Reader in, int ahead, int lacBytes, int cidBytes) {
        return ((in.peek16(ahead) & WIDE_MNC) != 0 ? 4 : 3) + lacBytes + cidBytes;
    }

    /** Whether what is ahead names a country that can exist: it tells layouts apart. */
    static boolean isCell(Gt06Reader in, int ahead) {
        int mcc = in.peek16(ahead);
        return mcc >= 0 && (mcc & ~WIDE_MNC) <= MAX_MCC;
    }

    /**
     * Network, area and cell; nothing is reported where the device is in none.
     *
     * @param mncBytes 0: as bit 15 of the country code says
     */
    static void cell(Gt06Reader in, Gt06Report.Builder out, int mncBytes, int lacBytes, int cidBytes) throws Malformed {
        int mcc = mcc(in);
        int mnc = mnc(in, mcc, mncBytes);
        long lac = in.unsigned("lac", lacBytes, "");
        long cid = in.unsigned("cellId", cidBytes, "");
        report(out, mcc & ~WIDE_MNC, mnc, lac, cid);
    }

    static int mcc(Gt06Reader in) throws Malformed {
        int mcc = in.u16("mcc");
        if (in.noted() && (mcc & WIDE_MNC) != 0) {
            in.means((mcc & ~WIDE_MNC) + ", two bytes of network follow");
        }
        return mcc;
    }

    static int mnc(Gt06Reader in, int mcc, int mncBytes) throws Malformed {
        return mncBytes == 2 || (mncBytes == 0 && (mcc & WIDE_MNC) != 0) ? in.u16("mnc") : in.u8("mnc");
    }

    static void report(Gt06Report.Builder out, int mcc, int mnc, long lac, long cid) {
        if (lac != 0 || cid != 0) {
            out.put("mcc", mcc);
            out.put("mnc", mnc);
            out.put("lac", lac);
            out.put("cid", cid);
        }
    }
}
