package io.fleetwire.service.kafka;

/** The change could not be confirmed: Kafka is away, or slower than a person waits. */
public final class LogUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    LogUnavailableException(String message) {
        super(message);
    }
}
