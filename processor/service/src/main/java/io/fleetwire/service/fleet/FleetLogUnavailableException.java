package io.fleetwire.service.fleet;

/** The change could not be confirmed: Kafka is away, or slower than a person waits. */
public final class FleetLogUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FleetLogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    FleetLogUnavailableException(String message) {
        super(message);
    }
}
