package io.fleetwire.service.api;

/** An error as RFC 9457 writes it. */
public record Problem(String type, String title, int status, String detail) {

    /** The media type of these. */
    static final String MEDIA_TYPE = "application/problem+json";
}
