package io.fleetwire.service.web;

import io.vertx.ext.web.RoutingContext;

/** A call that ends before it reaches its route: problem+json, like every error. */
final class Refusal {

    private Refusal() {}

    /** @param detail a sentence without quotation marks */
    static void end(RoutingContext context, int status, String title, String detail) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                        + detail + "\"}");
    }
}
