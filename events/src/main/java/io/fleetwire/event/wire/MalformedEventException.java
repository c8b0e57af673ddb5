package io.fleetwire.event.wire;

/** Bytes that are no event. Expected in daily business, so it carries the reason for a person and no stack trace. */
public final class MalformedEventException extends Exception {

    public MalformedEventException(String reason) {
        super(reason, null, false, false);
    }

    /** The reason, which is always there. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
