package io.fleetwire.protocol;

/** Whether the first bytes of a connection belong to a protocol. */
public enum Recognition {
    YES,
    NO,
    /** So far they could: ask again when there are more. */
    UNDECIDED
}
