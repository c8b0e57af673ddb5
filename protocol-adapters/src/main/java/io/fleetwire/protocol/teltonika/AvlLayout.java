package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.wire.BigEndian;

/** How the IO block of an AVL record is laid out: which fields there are and how wide. */
enum AvlLayout {
    CODEC_8(0x08, 1, 1, false, 1, 2, 4, 8),
    /** A few legacy firmwares append a group of 16-byte values to Codec 8 and say so nowhere. */
    CODEC_8_WIDE(0x08, 1, 1, false, 1, 2, 4, 8, 16),
    CODEC_8_EXTENDED(0x8E, 2, 2, false, 1, 2, 4, 8, AvlId.VARIABLE),
    CODEC_16(0x10, 2, 1, true, 1, 2, 4, 8);

    /** The widest element that is a number. */
    static final int LARGEST_NUMBER = 8;

    final int codecId;
    /** Bytes of an element's id, and of the event's. */
    final int idBytes;
    /** Bytes of a count of elements. */
    final int countBytes;
    /** Whether a record says why it was generated. */
    final boolean generation;
    /** The groups of elements in the order of the wire, by the bytes of a value; {@link AvlId#VARIABLE} is "NX". */
    // Asked for every group of every record; nobody outside can change it.
    @SuppressWarnings("ImmutableEnumChecker")
    private final int[] groups;

    AvlLayout(int codecId, int idBytes, int countBytes, boolean generation, int... groups) {
        this.codecId = codecId;
        this.idBytes = idBytes;
        this.countBytes = countBytes;
        this.generation = generation;
        this.groups = groups;
    }

    int groupCount() {
        return groups.length;
    }

    /** The bytes of a value in the group with this place, from 0. */
    int width(int group) {
        return groups[group];
    }

    boolean hasVariable() {
        return groups[groups.length - 1] == AvlId.VARIABLE;
    }

    /** Bytes between a record's fixed part and the total of its IO elements. */
    int beforeTotal() {
        return idBytes + (generation ? 1 : 0);
    }

    int count(byte[] data, int at) {
        return countBytes == 1 ? BigEndian.u8(data, at) : BigEndian.u16(data, at);
    }

    int id(byte[] data, int at) {
        return idBytes == 1 ? BigEndian.u8(data, at) : BigEndian.u16(data, at);
    }
}
