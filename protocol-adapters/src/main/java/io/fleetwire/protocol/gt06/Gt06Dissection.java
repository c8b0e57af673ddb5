package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame taken apart: the envelope here, the content by the decoder itself, which writes down what it reads. Damage is named and the rest read as far
 * as it goes.
 */
final class Gt06Dissection {

    private final ByteBuf bytes;
    private final int start;
    private final int size;
    private final Gt06Notes notes;

    private Gt06Dissection(ByteBuf bytes) {
        this.bytes = bytes;
        this.start = bytes.readerIndex();
        this.size = bytes.readableBytes();
        this.notes = new Gt06Notes(start);
    }

    static List<Part> of(ByteBuf frame) {
        Gt06Dissection dissection = new Gt06Dissection(frame);
        dissection.frame();
        return dissection.notes.parts();
    }

    private void frame() {
        boolean marked = size >= Gt06Frame.MARKER_BYTES && Gt06Frame.isMarker(bytes.getUnsignedShort(start));
        int header = marked ? Gt06Frame.headerBytes(bytes.getUnsignedShort(start) == Gt06Frame.LONG) : 0;
        if (!marked || size < header + 1) {
            note(start, size, "frame", marked ? "cut short: " + hex(start, size) : hex(start, size), Check.FAILED);
            return;
        }
        boolean ended = size >= header + 1 + Gt06Frame.END_BYTES
                && bytes.getUnsignedShort(start + size - Gt06Frame.END_BYTES) == Gt06Frame.END;
        int length = size - header - (ended ? Gt06Frame.END_BYTES : 0);
        boolean isShort = header == Gt06Frame.headerBytes(false);
        boolean unsealed =
                ended && isShort && !isSound(header, length) && Gt06WatchDevice.isUnsealed(bytes, start, length - 1);
        boolean sealed = ended && !unsealed && length >= Gt06Frame.MIN_LENGTH;
        head(header, length, unsealed);
        int serialAt = start + header + length - Gt06Frame.SEAL_BYTES;
        int unnumbered = unsealed ? Gt06Reader.NO_SERIAL : Gt06Reader.CUT_SHORT;
        int serial = sealed ? bytes.getUnsignedShort(serialAt) : unnumbered;
        content(length, serial);
        if (sealed) {
            seal(serialAt, serial);
        }
        if (ended) {
            note(start + size - Gt06Frame.END_BYTES, Gt06Frame.END_BYTES, "end", "0x0D0A", Check.PASSED);
        }
    }

    /** Whether the declared length is right and the checksum too: no clone's frame then. */
    private boolean isSound(int header, int length) {
        int end = start + header + length;
        return length >= Gt06Frame.MIN_LENGTH
                && Gt06Frame.declaredLength(bytes, start) == length
                && bytes.getUnsignedShort(end - Gt06Frame.CRC_BYTES) == Gt06Frame.checksum(bytes, start, end);
    }

    private void head(int header, int length, boolean unsealed) {
        boolean isLong = header == Gt06Frame.headerBytes(true);
        notes.add(start, Gt06Frame.MARKER_BYTES, "start", isLong ? "0x7979, long frame" : "0x7878, short frame");
        int declared = Gt06Frame.declaredLength(bytes, start);
        int at = start + Gt06Frame.MARKER_BYTES;
        if (declared == length) {
            note(at, isLong ? 2 : 1, "length", String.valueOf(declared), Check.PASSED);
        } else {
            String follow = declared + ", but " + length + (length == 1 ? " byte follows" : " bytes follow");
            note(at, isLong ? 2 : 1, "length", unsealed ? follow + ": a watch's" : follow, Check.FAILED);
        }
        int type = bytes.getUnsignedByte(start + header);
        notes.add(start + header, 1, "type", Gt06Type.hex(type));
    }

    /** The content, by its decoder; what that does not read is hex. */
    private void content(int length, int serial) {
        Gt06Reader in = Gt06Frame.content(bytes, start, length, serial, Gt06Model.ANY, notes);
        int end = notes.end() + in.length();
        String vendor = serial == Gt06Reader.NO_SERIAL ? null : Gt06Variants.name(in);
        String name = Gt06TypeNames.of(in.type, in.isLong);
        in.means(Gt06Type.hex(in.type) + " " + name + (vendor == null ? "" : ", layout " + vendor));
        String problem = null;
        try {
            Gt06Codec.decode(in);
        } catch (Malformed e) {
            problem = e.reason();
        } catch (IllegalArgumentException e) {
            problem = String.valueOf(e.getMessage());
        }
        in.endGroup();
        int at = notes.end();
        if (at < end) {
            String rest = hex(at, end - at);
            note(at, end - at, "content", problem == null ? rest : problem + ": " + rest, check(problem));
        } else if (problem != null) {
            notes.fails(problem);
        }
    }

    private void seal(int serialAt, int serial) {
        notes.add(serialAt, Gt06Frame.SERIAL_BYTES, "serial", String.valueOf(serial));
        int at = serialAt + Gt06Frame.SERIAL_BYTES;
        int said = bytes.getUnsignedShort(at);
        int computed = Gt06Frame.checksum(bytes, start, at + Gt06Frame.CRC_BYTES);
        String value = "0x%04X".formatted(said);
        if (said == computed) {
            note(at, Gt06Frame.CRC_BYTES, "checksum", value, Check.PASSED);
        } else {
            note(
                    at,
                    Gt06Frame.CRC_BYTES,
                    "checksum",
                    value + ", but the bytes give 0x%04X".formatted(computed),
                    Check.FAILED);
        }
    }

    private static Check check(@Nullable String problem) {
        return problem == null ? Check.NONE : Check.FAILED;
    }

    private void note(int index, int length, String name, String value, Check check) {
        notes.add(index, length, name, value, check);
    }

    private String hex(int index, int length) {
        return ByteBufUtil.hexDump(bytes, index, length);
    }
}
