package io.fleetwire.service.command;

/** Why a command is not written down, in a sentence for the person who asked. */
public final class CommandRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of no. */
    public enum Why {
        /** It makes no sense. */
        INVALID,
        /** There is no such device or command. */
        UNKNOWN,
        /** Not now, or not any more. */
        CONFLICT,
        /** It is not let through here. */
        FORBIDDEN
    }

    private final Why why;

    CommandRefusedException(Why why, String message) {
        super(message);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
