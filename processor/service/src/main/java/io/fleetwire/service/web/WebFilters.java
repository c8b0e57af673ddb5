package io.fleetwire.service.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** Puts the gate, the security headers and the page's views before everything else. */
@ApplicationScoped
class WebFilters {

    private static final int GATE = 1_000;
    private static final int HEADERS = 900;
    private static final int VIEWS = 800;

    /**
     * Only this origin, for everything: the page works without any other host. MapLibre starts its worker from a blob and draws images from blobs and
     * data addresses; it and Svelte set styles of elements.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; script-src 'self'; worker-src 'self' blob:;"
                    + " child-src blob:; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self';"
                    + " font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Gate gate;
    private final long assetMaxAgeS;

    WebFilters(WebConfig config) {
        gate = new Gate(config.allowedOrigins().orElse(Set.of()));
        assetMaxAgeS = config.assetMaxAgeS();
    }

    void register(@Observes Filters filters) {
        filters.register(this::gate, GATE);
        filters.register(this::headers, HEADERS);
        filters.register(WebFilters::views, VIEWS);
    }

    private void gate(RoutingContext context) {
        if (gate.lets(context.request())) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(403)
                    .putHeader("Content-Type", "application/problem+json")
                    .end(
                            "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
                                    + "\"detail\":\"Another site's page may not call this. FLEETWIRE_WEB_ALLOWED_ORIGINS lists those that may.\"}");
        }
    }

    private void headers(RoutingContext context) {
        String path = context.normalizedPath();
        MultiMap headers = context.response().headers();
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Frame-Options", "DENY");
        // After the file server, which has an opinion of its own.
        context.addHeadersEndHandler(end -> headers.set("Cache-Control", Page.cacheControl(path, assetMaxAgeS)));
        context.next();
    }

    private static void views(RoutingContext context) {
        boolean reads = context.request().method().equals(HttpMethod.GET)
                || context.request().method().equals(HttpMethod.HEAD);
        if (reads && Page.isView(context.normalizedPath())) {
            context.reroute("/");
        } else {
            context.next();
        }
    }
}
