package io.fleetwire.gateway.publish;

/** Kafka did not confirm. Expected while it is away, so it carries the reason and no stack trace. */
public final class NotStoredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotStoredException(String reason) {
        super(reason, null, false, false);
    }
}
