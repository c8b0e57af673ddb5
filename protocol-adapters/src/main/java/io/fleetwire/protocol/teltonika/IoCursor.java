package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.wire.BigEndian;

/** Walks over the IO elements of one record, whose structure was checked, in the order of the wire. Stands before the first one until {@link #next}. */
final class IoCursor {

    private final AvlLayout layout;
    private final byte[] data;
    private int at;
    private int group = -1;
    private int left;
    private int id;
    private int offset;
    private int length;

    /**
     * @param firstGroup where the first group's count is, behind the total
     */
    IoCursor(AvlLayout layout, byte[] data, int firstGroup) {
        this.layout = layout;
        this.data = data;
        this.at = firstGroup;
    }

    /** Goes on to the next element; false: there is none. */
    boolean next() {
        while (left == 0) {
            group++;
            if (group == layout.groupCount()) {
                return false;
            }
            left = layout.count(data, at);
            at += layout.countBytes;
        }
        left--;
        id = layout.id(data, at);
        at += layout.idBytes;
        length = layout.width(group);
        if (length == AvlId.VARIABLE) {
            length = BigEndian.u16(data, at);
            at += Short.BYTES;
        }
        offset = at;
        at += length;
        return true;
    }

    /** Where the next byte to read is; behind the last group once there is no further element. */
    int position() {
        return at;
    }

    int id() {
        return id;
    }

    /** Bytes of a value in this group; {@link AvlId#VARIABLE} where each has its own length. */
    int width() {
        return layout.width(group);
    }

    /** Where the value is. */
    int offset() {
        return offset;
    }

    /** Bytes of the value. */
    int length() {
        return length;
    }

    /** Whether the value is a number, not just bytes. */
    boolean isNumber() {
        return width() != AvlId.VARIABLE && width() <= AvlLayout.LARGEST_NUMBER;
    }

    /** The number; unsigned, except that 8 bytes may fill the sign. */
    long number() {
        return BigEndian.number(data, offset, length);
    }
}
