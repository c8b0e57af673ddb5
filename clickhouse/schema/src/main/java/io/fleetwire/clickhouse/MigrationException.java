package io.fleetwire.clickhouse;

/** The schema could not be brought up to date; the message is one sentence for the person who started the program. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MigrationException(String message) {
        super(message);
    }

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
