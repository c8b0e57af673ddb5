package io.fleetwire.protocol.teltonika;

/** How the IO block of an AVL record is laid out: which fields there are and how wide. */
enum AvlLayout {
    CODEC_8(0x08, 1, 1, false, false, false),
    /** A few legacy firmwares append a group of 16-byte values to Codec 8 and say so nowhere. */
    CODEC_8_WIDE(0x08, 1, 1, false, true, false),
    CODEC_8_EXTENDED(0x8E, 2, 2, false, false, true),
    CODEC_16(0x10, 2, 1, true, false, false);

    final int codecId;
    /** Bytes of an element's id, and of the event's. */
    final int idBytes;
    /** Bytes of a count of elements. */
    final int countBytes;
    /** Whether a record says why it was generated. */
    final boolean generation;
    /** Whether a group of 16-byte values follows. */
    final boolean wideGroup;
    /** Whether a group of values with a length of their own follows ("NX"). */
    final boolean variableGroup;

    AvlLayout(int codecId, int idBytes, int countBytes, boolean generation, boolean wideGroup, boolean variableGroup) {
        this.codecId = codecId;
        this.idBytes = idBytes;
        this.countBytes = countBytes;
        this.generation = generation;
        this.wideGroup = wideGroup;
        this.variableGroup = variableGroup;
    }
}
