package io.fleetwire.service.web;

import io.fleetwire.service.access.AccessConfig;
import io.fleetwire.service.access.AccessProducers;
import io.fleetwire.service.access.Caller;
import io.fleetwire.service.audit.AuditLog;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** Puts the security headers, the gate, the audit, the page's views and the rate limit before everything else, in this order. */
@ApplicationScoped
class WebFilters {

    private static final int HEADERS = 1_000;
    private static final int GATE = 950;
    private static final int AUDIT = 900;
    private static final int VIEWS = 800;
    /** Between Quarkus' authentication (200) and authorization (100): who calls is known, and costs nothing yet. */
    private static final int RATE = 150;

    /**
     * Only this origin, for everything: the page works without any other host. MapLibre starts its worker from a blob and draws images from blobs and
     * data addresses; it and Svelte set styles of elements.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; script-src 'self'; worker-src 'self' blob:;"
                    + " child-src blob:; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self';"
                    + " font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** The page asks for none of these. It copies secrets to the clipboard when told to. */
    private static final String PERMISSIONS_POLICY =
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(),"
                    + " payment=(), usb=(), clipboard-write=(self)";

    private final OriginFilter gate;
    private final AccessProducers access;
    private final CallAudit audit;
    private final RateLimit rate;
    private final long assetMaxAgeS;

    WebFilters(WebConfig config, AccessConfig accessConfig, AccessProducers access, AuditLog auditLog) {
        gate = new OriginFilter(config.allowedOrigins().orElse(Set.of()), accessConfig.cookie());
        this.access = access;
        audit = new CallAudit(auditLog, InstantSource.system());
        rate = new RateLimit(config.callsPerSecond(), config.callsBurst(), InstantSource.system());
        assetMaxAgeS = config.assetMaxAgeS();
    }

    void register(@Observes Filters filters) {
        filters.register(this::headers, HEADERS);
        filters.register(this::gate, GATE);
        filters.register(audit::watch, AUDIT);
        filters.register(WebFilters::views, VIEWS);
        filters.register(this::rate, RATE);
    }

    private void gate(RoutingContext context) {
        if (!gate.lets(context.request())) {
            Refusal.end(
                    context,
                    403,
                    "Forbidden",
                    "Another site's page may not call this. FLEETWIRE_WEB_ALLOWED_ORIGINS lists those that may.");
        } else if (isOurs(context) && !access.isReady()) {
            context.response().putHeader("Retry-After", "1");
            Refusal.end(context, 503, "Service unavailable", "Who may come in is still being read from Kafka.");
        } else {
            context.next();
        }
    }

    private static boolean isOurs(RoutingContext context) {
        String path = context.normalizedPath();
        return path.startsWith("/api/") || path.startsWith("/ws/");
    }

    private void rate(RoutingContext context) {
        Caller caller = RequestAttributes.caller(context);
        Duration wait = isOurs(context)
                ? rate.take(caller == null ? RequestAttributes.address(context) : caller.proof())
                : Duration.ZERO;
        if (wait.isZero()) {
            context.next();
        } else {
            context.response().putHeader("Retry-After", String.valueOf((wait.toMillis() + 999) / 1_000));
            Refusal.end(
                    context, 429, "Too many requests", "Too many calls. Retry-After says how many seconds to wait.");
        }
    }

    private void headers(RoutingContext context) {
        String path = context.normalizedPath();
        MultiMap headers = context.response().headers();
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Permissions-Policy", PERMISSIONS_POLICY);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (context.request().isSSL()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
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
