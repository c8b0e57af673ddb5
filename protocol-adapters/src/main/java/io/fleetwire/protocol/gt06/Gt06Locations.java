package io.fleetwire.protocol.gt06;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Location;
import org.jspecify.annotations.Nullable;

/** Locations as the manual has them: position, cell, and in the newer types ignition, upload mode, re-upload, mileage. */
final class Gt06Locations {

    /** Ignition, mode, re-upload. */
    private static final int UPLOAD_BYTES = 3;

    private static final int MILEAGE_BYTES = 4;
    private static final int SPEED_AT = 8;

    /** Country and network two bytes each, area two, cell four. */
    private static final int WIDE_CELL_BYTES = 10;

    /** A clock and a 4G cell with a network code of two bytes. */
    private static final int WIDEST_CELL_ALONE = Gt06Clock.BYTES + 16;

    private Gt06Locations() {}

    static Gt06Message decode(Gt06Reader in) throws Malformed {
        if (isCellAlone(in)) {
            return Gt06Cells.alone(in);
        }
        long clockMs = in.clock("time");
        int satellites = Gt06Fields.satellites(in);
        int word = in.peek16(SPEED_AT + 1);
        long lat = Gt06Fields.coordinate(in, "latitude", word);
        long lon = Gt06Fields.coordinate(in, "longitude", word);
        int speedKmh = in.u8("speed", " km/h");
        Gt06Fields.courseWord(in);
        Fix fix = Gt06Fields.fix(lat, lon, ABSENT, speedKmh, word, satellites);
        return behindPosition(in, clockMs, fix, Gt06Fields.ignition(word));
    }

    /** A clock and a cell, and nothing else: without satellites some devices (traccar#4510) send that under the number of a location. */
    private static boolean isCellAlone(Gt06Reader in) {
        int length = in.length();
        boolean narrow = length < Gt06Fields.POSITION_BYTES;
        boolean wide = Gt06Type.is4g(in.type) && length <= WIDEST_CELL_ALONE;
        return (narrow || wide)
                && Gt06Fields.isCell(in, Gt06Clock.BYTES)
                && in.isClock(0)
                && length == Gt06Clock.BYTES + usualCellBytes(in, Gt06Clock.BYTES);
    }

    private static int usualCellBytes(Gt06Reader in, int ahead) {
        return Gt06Fields.cellBytes(in, ahead, lacBytes(in.type), Gt06Type.is4g(in.type) ? 8 : 3);
    }

    private static Location behindPosition(
            Gt06Reader in, long clockMs, @Nullable Fix fix, @Nullable Boolean ignitionOfClones) throws Malformed {
        int mcc = Gt06Message.NONE;
        int mnc = Gt06Message.NONE;
        long lac = 0;
        long cid = 0;
        int cellBytes = cellBytes(in);
        if (cellBytes > 0) {
            mcc = Gt06Fields.mcc(in);
            // Ten bytes in type 11: two of network, though the country code does not say so.
            boolean wide = (mcc & Gt06Fields.WIDE_MNC) != 0 || cellBytes == WIDE_CELL_BYTES;
            mnc = Gt06Fields.mnc(in, mcc, wide ? 2 : 1);
            lac = in.unsigned("lac", lacBytes(in.type), "");
            cid = in.unsigned("cellId", cellBytes - (wide ? 4 : 3) - lacBytes(in.type), "");
            mcc = lac == 0 && cid == 0 ? Gt06Message.NONE : mcc & ~Gt06Fields.WIDE_MNC;
        }
        Boolean ignition = ignitionOfClones;
        int mode = Gt06Message.NONE;
        boolean again = false;
        if (hasUpload(in, cellBytes)) {
            ignition = in.flag("ignition", "on", "off");
            mode = Gt06Status.uploadMode(in);
            again = in.flag("reupload", "stored while offline", "live");
        }
        boolean hasMileage =
                mode == Gt06Message.NONE ? in.left() == MILEAGE_BYTES && cellBytes > 0 : in.left() >= MILEAGE_BYTES;
        long mileageM = hasMileage ? in.u32("mileage", " m") : Gt06Message.NONE;
        String tail = in.rest("tail");
        return new Location(
                in.type, clockMs, fix, ignition, mcc, mnc, lac, cid, mode, again, mileageM, tail, in.serial);
    }

    /** Bytes of the cell ahead; 0: there is none. Some devices with type 11 have wider ones, and nothing after them. */
    private static int cellBytes(Gt06Reader in) {
        if (!Gt06Fields.isCell(in, 0)) {
            return 0;
        }
        int left = in.left();
        if (in.type == Gt06Type.LOCATION_11 && (left == WIDE_CELL_BYTES - 1 || left == WIDE_CELL_BYTES)) {
            return left;
        }
        int usual = usualCellBytes(in, 0);
        return left >= usual ? usual : 0;
    }

    private static int lacBytes(int type) {
        return Gt06Type.is4g(type) ? 4 : 2;
    }

    /** Whether ignition, mode and re-upload follow: with other tails the two flags would not be flags. The older types end there or with a mileage. */
    private static boolean hasUpload(Gt06Reader in, int cellBytes) {
        int left = in.left();
        boolean fits = isUploaded(in.type)
                ? left >= UPLOAD_BYTES && cellBytes > 0
                : left == UPLOAD_BYTES || left == UPLOAD_BYTES + MILEAGE_BYTES;
        return fits && in.peek8(0) <= 1 && in.peek8(2) <= 1;
    }

    private static boolean isUploaded(int type) {
        return switch (type) {
            case Gt06Type.LOCATION, Gt06Type.LOCATION_4G, Gt06Type.LOCATION_2D, Gt06Type.LOCATION_31 -> true;
            default -> false;
        };
    }
}
