package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.Part.Check;
import io.fleetwire.protocol.wire.BigEndian;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Takes named stretches off a frame, from its first byte to its last. */
final class Parts {

    private final byte[] frame;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    Parts(byte[] frame) {
        this.frame = frame;
    }

    byte[] frame() {
        return frame;
    }

    /** Where the next part begins. */
    int position() {
        return at;
    }

    int left() {
        return frame.length - at;
    }

    /**
     * @throws Malformed where the frame ends before {@code end}
     */
    void require(int end, String what) throws Malformed {
        if (end > frame.length) {
            throw new Malformed(what + " runs past the packet");
        }
    }

    /** The next {@code length} bytes; without bytes there is no part. */
    void take(int length, String name, String value, Check check) {
        if (length > 0) {
            parts.add(new Part(at, length, name, value, check));
            at += length;
        }
    }

    void take(int length, String name, String value) {
        take(length, name, value, Check.NONE);
    }

    /** An unsigned number of {@code width} bytes, shown with its unit. */
    long number(int width, String name, String unit) throws Malformed {
        require(at + width, name);
        long number = BigEndian.number(frame, at, width);
        take(width, name, Long.toUnsignedString(number) + unit);
        return number;
    }

    /** What is left over, which is no part of a message. */
    void rest(String reason) {
        take(left(), "rest", reason + ": " + hex(at, left()), Check.FAILED);
    }

    /** A later part proved something about the one that was taken as number {@code index}. */
    void check(int index, boolean passed) {
        Part part = parts.get(index);
        Check verdict = passed ? Check.PASSED : Check.FAILED;
        parts.set(index, new Part(part.offset(), part.length(), part.name(), part.value(), verdict));
    }

    /** The number of the part that was taken last. */
    int last() {
        return parts.size() - 1;
    }

    String hex(int from, int length) {
        return HexFormat.of().formatHex(frame, from, from + length);
    }

    List<Part> list() {
        return List.copyOf(parts);
    }
}
