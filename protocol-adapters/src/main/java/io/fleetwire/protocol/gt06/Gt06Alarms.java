package io.fleetwire.protocol.gt06;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.Alarm;
import io.fleetwire.protocol.gt06.Gt06Message.Cell;
import io.fleetwire.protocol.gt06.Gt06Message.Position;
import io.fleetwire.protocol.gt06.Gt06Message.Status;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

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

    private Gt06Alarms() {}

    static Alarm positioned(int type, ByteBuf in, int serial) throws Malformed {
        Position position = Gt06Fields.position(in);
        int statusBytes = STATUS_BYTES + (isFenced(type) ? 1 : 0);
        int cellLength = in.readUnsignedByte();
        int rest = in.readableBytes();
        if (rest < statusBytes) {
            throw new Malformed("type " + Gt06Codec.hex(type) + " has no status");
        }
        if (cellLength > 0 && fits(rest - (cellLength - 1), statusBytes)) {
            return alarm(type, position, cell(in, type, cellLength - 1), true, in, serial);
        }
        if (fits(rest - cellLength, statusBytes)) {
            return alarm(type, position, cell(in, type, cellLength), true, in, serial);
        }
        int usual = in.readableBytes() < 2 ? rest : Gt06Fields.cellBytes(in, lacBytes(type), cidBytes(type));
        boolean saysUsual = cellLength == usual || cellLength == usual + 1;
        if ((saysUsual && rest >= usual + statusBytes) || (cellLength == 0 && fits(rest - usual, statusBytes))) {
            return alarm(type, position, cell(in, type, usual), true, in, serial);
        }
        return withoutCellLength(type, position, statusBytes, in, serial);
    }

    /** A vendor's layout: either the byte read as a length is the cell's first, or only the status at the end is where it should be. */
    private static Alarm withoutCellLength(int type, Position position, int statusBytes, ByteBuf in, int serial) {
        in.readerIndex(in.readerIndex() - 1);
        int usual = Gt06Fields.cellBytes(in, lacBytes(type), cidBytes(type));
        if (Gt06Fields.isCell(in) && fits(in.readableBytes() - usual, statusBytes)) {
            return alarm(type, position, cell(in, type, usual), false, in, serial);
        }
        in.skipBytes(in.readableBytes() - statusBytes);
        return alarm(type, position, null, false, in, serial);
    }

    /** Alarms of devices that only know their cell. Longer ones (SPACE10X) are another message of the same number. */
    static Gt06Message inCell(int type, ByteBuf in, int serial) {
        int cellBytes = Gt06Fields.cellBytes(in, lacBytes(type), cidBytes(type));
        if (!Gt06Fields.isCell(in) || !fits(in.readableBytes() - cellBytes, STATUS_BYTES)) {
            return Gt06Codec.unknown(type, in, serial);
        }
        return alarm(type, null, Gt06Fields.cell(in, lacBytes(type), cidBytes(type)), true, in, serial);
    }

    private static Alarm alarm(
            int type, @Nullable Position position, @Nullable Cell cell, boolean standard, ByteBuf in, int serial) {
        int info = in.readUnsignedByte();
        int level = in.readUnsignedByte();
        Status status = new Status(info, level, ABSENT, in.readUnsignedByte());
        int code = in.readUnsignedByte();
        int language = in.readUnsignedByte();
        if (Gt06Type.is4g(type)) {
            code |= (language & 0xF0) << 4;
            language &= 0x0F;
        }
        int fence = isFenced(type) && in.isReadable() ? in.readUnsignedByte() : -1;
        long mileageM = in.readableBytes() == MILEAGE_BYTES ? in.readUnsignedInt() : Gt06Message.NO_MILEAGE;
        String tail = Gt06Codec.rest(in);
        return new Alarm(type, position, cell, status, code, language, standard, fence, mileageM, tail, serial);
    }

    /** Whether exactly the status is left, or the status and a mileage. */
    private static boolean fits(int left, int statusBytes) {
        return left == statusBytes || left == statusBytes + MILEAGE_BYTES;
    }

    /** The cell in that many bytes; what is not the area is the id. Null where the widths are none we know. */
    private static @Nullable Cell cell(ByteBuf in, int type, int bytes) {
        int next = in.readerIndex() + bytes;
        Cell cell = null;
        if (bytes > 4 && Gt06Fields.isCell(in)) {
            int cidBytes = bytes - Gt06Fields.cellBytes(in, lacBytes(type), 0);
            if (cidBytes == 3 || cidBytes == 4 || cidBytes == 8) {
                cell = Gt06Fields.cell(in, lacBytes(type), cidBytes);
            }
        }
        in.readerIndex(next);
        return cell;
    }

    private static boolean isFenced(int type) {
        return type == Gt06Type.ALARM_FENCE || type == Gt06Type.ALARM_4G;
    }

    private static int lacBytes(int type) {
        return Gt06Type.is4g(type) ? 4 : 2;
    }

    private static int cidBytes(int type) {
        return Gt06Type.is4g(type) ? 8 : 3;
    }
}
