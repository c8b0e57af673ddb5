package io.fleetwire.service.api;

/** There is no such thing. */
final class MissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingException(String message) {
        super(message, null, false, false);
    }
}
