package io.fleetwire.service.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Why a call ends before it reaches its route. Each is counted as {@code fleetwire_web_refused_total{reason="…"}}. */
enum Refusal {
    /** The head is no HTTP. */
    UNREADABLE(400, "Bad request"),
    /** The path is not in its normal form. */
    PATH(400, "Bad request"),
    /** No Host header, several, or one that is none. */
    HOST_HEADER(400, "Bad request"),
    /** A name that is not ours. */
    HOST(421, "Misdirected request"),
    /** Another site's page called. */
    ORIGIN(403, "Forbidden"),
    /** A body that does not say what it is, or says what any page may send. */
    CONTENT_TYPE(415, "Unsupported media type"),
    /** The access list is not read yet. */
    STARTING(503, "Service unavailable"),
    /** Too many calls. */
    RATE(429, "Too many requests"),
    /** A body of nobody's. */
    NOBODY(401, "Unauthorized"),
    /** A body above its limit. */
    BODY_SIZE(413, "Payload too large"),
    /** Expect asks for something else than 100-continue. */
    EXPECTATION(417, "Expectation failed"),
    /** The body that was slowest, where there were too many open ones. */
    BODY_SHARE(503, "Service unavailable"),
    /** A request that was not here in time. */
    DEADLINE(408, "Request timeout"),
    /** A connection that waited longest, where there were too many. */
    CONNECTION_SHARE(503, "Service unavailable"),
    /** More connections than the service holds. */
    CONNECTIONS(503, "Service unavailable"),
    /** A client that does not read its answer. */
    SLOW_READER(408, "Request timeout");

    private final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Counts one. */
    void count(MeterRegistry meters) {
        meters.counter("fleetwire.web.refused", "reason", name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /**
     * Ends a call with problem+json, like every error.
     *
     * @param detail a sentence without quotation marks and without anything of the caller's
     */
    void end(RoutingContext call, MeterRegistry meters, String detail) {
        count(meters);
        if (call.response().ended() || call.response().closed()) {
            return;
        }
        call.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem(detail));
    }

    private String problem(String detail) {
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail
                + "\"}";
    }

    /** The whole answer as bytes on the wire, for a connection whose request never became a call. */
    String raw(String detail) {
        String body = problem(detail);
        return "HTTP/1.1 " + status + " " + title + "\r\nContent-Type: application/problem+json\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\nCache-Control: no-store\r\n\r\n" + body;
    }
}
