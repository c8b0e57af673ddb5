package io.fleetwire.service.api;

/** What a caller sent cannot be meant; the message says what to send instead. */
final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message, null, false, false);
    }
}
