package io.fleetwire.service.store;

/** ClickHouse did not answer, or not in time. What is live goes on; history returns with it. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
