package io.fleetwire.service.web;

import io.fleetwire.service.access.AccessConfig;
import io.fleetwire.service.access.AccessProducers;
import io.fleetwire.service.access.Caller;
import io.fleetwire.service.access.Client;
import io.fleetwire.service.audit.AuditLog;
import io.fleetwire.service.net.AddressList;
import io.fleetwire.service.net.ForwardedClient;
import io.fleetwire.service.net.KnownHosts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts these before everything else, in this order: security headers, the entry filter, the audit, the page's views, the rate limit, the body. */
@ApplicationScoped
class WebFilters {

    private static final int HEADERS = 1_000;
    private static final int ENTRY = 950;
    private static final int AUDIT = 900;
    private static final int VIEWS = 800;
    /** Between Quarkus' authentication (200) and authorization (100): who calls is known, and costs nothing yet. */
    private static final int RATE = 150;
    /** Behind the rate, so that only calls that may go on have their body read; before Quarkus REST takes a worker. */
    private static final int BODY = 120;

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

    private final Arrival arrival;
    private final EntryFilter entry;
    private final AccessProducers access;
    private final CallAudit audit;
    private final RateLimit rate;
    private final BodyReader bodies;
    private final MeterRegistry meters;
    private final long assetMaxAgeS;

    WebFilters(
            WebConfig config,
            AccessConfig accessConfig,
            AccessProducers access,
            AuditLog auditLog,
            MeterRegistry meters,
            @ConfigProperty(name = "fleetwire.gateway.host") String publicHost,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBody) {
        this.access = access;
        this.meters = meters;
        ForwardedClient proxies = new ForwardedClient(AddressList.of(config.trustedProxies()));
        arrival = new Arrival(config.behindTlsProxy() ? Optional.of(proxies) : Optional.empty());
        Set<String> hosts = new HashSet<>(config.hosts().orElse(Set.of()));
        hosts.add(publicHost);
        entry = new EntryFilter(new KnownHosts(hosts), config.allowedOrigins().orElse(Set.of()), accessConfig.cookie());
        audit = new CallAudit(auditLog, InstantSource.system(), meters);
        rate = new RateLimit(config.callsPerSecond(), config.callsBurst(), InstantSource.system());
        bodies = new BodyReader(Math.toIntExact(mostBody.asLongValue()), meters);
        assetMaxAgeS = config.assetMaxAgeS();
        ConnectionLimits.use(new ConnectionLimits(
                peer -> config.behindTlsProxy() && proxies.trusts(peer),
                config.receiveWithin(),
                config.readWithin(),
                meters));
    }

    void register(@Observes Filters filters) {
        filters.register(this::headers, HEADERS);
        filters.register(this::enter, ENTRY);
        filters.register(audit::watch, AUDIT);
        filters.register(WebFilters::views, VIEWS);
        filters.register(this::rate, RATE);
        filters.register(bodies::handle, BODY);
    }

    /** Vert.x itself refuses a request without a host, before any filter sees it. */
    void registerLast(@Observes Router router) {
        router.route().order(-HEADERS).failureHandler(context -> {
            if (Client.ofOrNull(context) == null) {
                context.response().putHeader("Connection", "close");
                context.addEndHandler(end -> context.request().connection().close());
                Refusal.HOST_HEADER.end(context, meters, "A request needs exactly one Host header and a path.");
            } else {
                context.next();
            }
        });
    }

    private void enter(RoutingContext context) {
        Optional<EntryFilter.Rejection> rejection = entry.rejection(context);
        if (rejection.isPresent()) {
            rejection.get().why().end(context, meters, rejection.get().detail());
        } else if (isOurs(context) && !access.isReady()) {
            context.response().putHeader("Retry-After", "1");
            Refusal.STARTING.end(context, meters, "Who may come in is still being read from Kafka.");
        } else {
            context.next();
        }
    }

    private static boolean isOurs(RoutingContext context) {
        String path = context.normalizedPath();
        return path.startsWith("/api/") || path.startsWith("/ws/");
    }

    private void rate(RoutingContext context) {
        Duration wait = isOurs(context) && !isStrangersSocket(context) ? take(context) : Duration.ZERO;
        if (wait.isZero()) {
            context.next();
        } else {
            context.response().putHeader("Retry-After", String.valueOf((wait.toMillis() + 999) / 1_000));
            Refusal.RATE.end(context, meters, "Too many calls. Retry-After says how many seconds to wait.");
        }
    }

    private Duration take(RoutingContext context) {
        Caller caller = RequestAttributes.caller(context);
        return rate.take(caller == null ? Client.of(context).unit() : caller.proof());
    }

    /** WebSockets that have not logged in share their places fairly; a rate would let a stranger use up its neighbours'. */
    private static boolean isStrangersSocket(RoutingContext context) {
        return RequestAttributes.caller(context) == null
                && context.normalizedPath().startsWith("/ws/");
    }

    private void headers(RoutingContext context) {
        arrival.handle(context);
        String path = String.valueOf(context.request().path());
        MultiMap headers = context.response().headers();
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Permissions-Policy", PERMISSIONS_POLICY);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (Client.of(context).tls()) {
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
