package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Alarm;

/**
 * Alarms: [position, cell length], cell, status, [fence], [mileage].
 *
 * <p>The length of the cell counts its own byte, in the manual; firmware disagrees. So each reading is tried against what must follow, and the first
 * that fits is taken.
 */
final class Gt06Alarms {

    /** Terminal information, voltage level, signal strength, alarm, language. */
    static final int STATUS_BYTES = 5;

    private static final int MILEAGE_BYTES = 4;

    /** Country, network of two bytes, area, cell of four: SL4X, which leaves bit 15 of the country clear. */
    private static final int WIDE_CELL_BYTES = 10;

    private Gt06Alarms() {}

    static Alarm positioned(Gt06Reader in) throws Malformed {
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        // In alarms the status byte says whether the ignition is on.
        int statusBytes = STATUS_BYTES + (Gt06Type.isFenced(in.type) ? 1 : 0);
        if (isCellBehindClock(in, statusBytes)) {
            out.clock(in.clock("time"));
            cell(in, out, usualCellBytes(in, 0));
            return status(in, out, true);
        }
        Gt06Fields.position(in, out);
        int cellLength = in.peek8(0);
        int rest = in.left() - 1;
        if (rest < statusBytes) {
            return alarm(in, out);
        }
        int cellBytes = cellBytes(in, cellLength, rest, statusBytes);
        if (cellBytes >= 0) {
            in.u8("cellLength");
            cell(in, out, cellBytes);
            return status(in, out, true);
        }
        return withoutCellLength(in, out, statusBytes);
    }

    /** Without satellites some devices put the cell where the position would be. */
    private static boolean isCellBehindClock(Gt06Reader in, int statusBytes) {
        return in.isClock(0)
                && Gt06Fields.isCell(in, Gt06Clock.BYTES)
                && in.length() == Gt06Clock.BYTES + usualCellBytes(in, Gt06Clock.BYTES) + statusBytes;
    }

    private static int usualCellBytes(Gt06Reader in, int ahead) {
        return Gt06Fields.cellBytes(in, ahead, lacBytes(in.type), cidBytes(in.type));
    }

    /** Bytes of the cell behind its length; −1: that byte is no length. */
    private static int cellBytes(Gt06Reader in, int cellLength, int rest, int statusBytes) {
        if (cellLength > 0 && fits(rest - (cellLength - 1), statusBytes)) {
            return cellLength - 1;
        }
        if (fits(rest - cellLength, statusBytes)) {
            return cellLength;
        }
        int usual = rest < 2 ? rest : usualCellBytes(in, 1);
        if ((cellLength == usual || cellLength == usual + 1) && rest >= usual + statusBytes) {
            return usual;
        }
        // A length that is none (0, 57 were seen) before a cell that fits.
        return Gt06Fields.isCell(in, 1) && fits(rest - usual, statusBytes) ? usual : -1;
    }

    /** A vendor's layout: either the byte read as a length is the cell's first, or only the status at the end is where it should be. */
    private static Alarm withoutCellLength(Gt06Reader in, Gt06Report.Builder out, int statusBytes) throws Malformed {
        int usual = usualCellBytes(in, 0);
        if (Gt06Fields.isCell(in, 0) && fits(in.left() - usual, statusBytes)) {
            cell(in, out, usual);
        } else {
            out.put("beforeStatus", in.hex("unknown", in.left() - statusBytes));
        }
        return status(in, out, false);
    }

    /**
     * Alarms of devices that only know their cell. Longer ones (SPACE10X) are another message of the same number.
     *
     * @throws Malformed where the content is neither
     */
    static Gt06Message inCell(Gt06Reader in) throws Malformed {
        int cellBytes = usualCellBytes(in, 0);
        if (!Gt06Fields.isCell(in, 0) || !fits(in.left() - cellBytes, STATUS_BYTES)) {
            throw new Malformed("neither a cell and a status nor anything else we know");
        }
        Gt06Report.Builder out = new Gt06Report.Builder(in);
        cell(in, out, cellBytes);
        return status(in, out, true);
    }

    /**
     * @param standard false: the frame's layout is a vendor's own, so the code's meaning is not sure
     */
    private static Alarm status(Gt06Reader in, Gt06Report.Builder out, boolean standard) throws Malformed {
        Gt06Status.info(in, out);
        Gt06Status.level(in, out);
        Gt06Field.GSM.read(in, out);
        if (standard) {
            code(in, out);
        } else {
            out.put("alarm", codeByte(in));
            if (in.u8("language") == 0) {
                out.noAnswer();
            }
        }
        if (Gt06Type.isFenced(in.type) && in.left() > 0) {
            out.put("fence", in.u8("fence"));
        }
        if (in.left() == MILEAGE_BYTES) {
            Gt06Field.odometer(MILEAGE_BYTES, 1).read(in, out);
        }
        return alarm(in, out);
    }

    /** Alarm code and language: 0 asks for no answer, and 4G devices extend the code by the upper half of the language. */
    static void code(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int code = codeByte(in);
        int language = in.u8("language");
        if (in.noted()) {
            in.means(language == 0 ? "0, no answer wanted" : String.valueOf(language));
        }
        out.alarm(code, language);
    }

    static int codeByte(Gt06Reader in) throws Malformed {
        int code = in.u8("alarm");
        if (in.noted()) {
            Gt06AlarmCode known = Gt06AlarmCode.of(code, in.model);
            in.means(Gt06Type.hex(code) + (code == 0 ? " none" : known == null ? "" : " " + known.name()));
        }
        return code;
    }

    /** The end of every alarm: what is left is the vendor's own. */
    static Alarm alarm(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        String tail = in.rest("tail");
        if (!tail.isEmpty()) {
            out.put("tail", tail);
        }
        return new Alarm(in.type, out.build(), out.wantsAnswer(), in.isLong, in.serial);
    }

    /** Whether exactly the status is left, or the status and a mileage. */
    private static boolean fits(int left, int statusBytes) {
        return left == statusBytes || left == statusBytes + MILEAGE_BYTES;
    }

    /** The cell in that many bytes; what is not the area is the id. Kept in hex where the widths are none we know. */
    private static void cell(Gt06Reader in, Gt06Report.Builder out, int bytes) throws Malformed {
        int lacBytes = lacBytes(in.type);
        if (bytes > 4 && Gt06Fields.isCell(in, 0)) {
            int mncBytes = bytes == WIDE_CELL_BYTES && lacBytes == 2 ? 2 : 0;
            int network = mncBytes == 2 ? 4 : Gt06Fields.cellBytes(in, 0, 0, 0);
            int cidBytes = bytes - network - lacBytes;
            if (cidBytes == 3 || cidBytes == 4 || cidBytes == 8) {
                Gt06Fields.cell(in, out, mncBytes, lacBytes, cidBytes);
                return;
            }
        }
        if (bytes > 0) {
            out.put("cell", in.hex("cell", bytes));
        }
    }

    private static int lacBytes(int type) {
        return Gt06Type.is4g(type) ? 4 : 2;
    }

    private static int cidBytes(int type) {
        return Gt06Type.is4g(type) ? 8 : 3;
    }
}
