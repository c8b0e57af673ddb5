package io.fleetwire.protocol;

/** Bytes that are no message. Expected in daily business: it carries the protocol's reason and no stack trace. */
public final class Malformed extends Exception {

    public Malformed(String reason) {
        super(reason, null, false, false);
    }

    /** The reason, which is always there. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
