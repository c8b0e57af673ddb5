package io.fleetwire.service.web;

import io.fleetwire.service.access.Client;
import io.fleetwire.service.net.Authority;
import io.fleetwire.service.net.IpAddress;
import io.fleetwire.service.net.KnownHosts;
import io.fleetwire.service.net.Origin;
import io.fleetwire.service.net.RequestPath;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every call passes before anything else looks at it, whatever its path: it is written in the one form that filters and router read alike, it names us and
 * not somebody else, and no other site's page made a browser send it. Who calls, and what a role may, is decided behind it.
 */
final class EntryFilter {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** What a browser sends to any site without asking that site first (Fetch, "CORS-safelisted request-header"). */
    private static final Set<String> SENT_BY_ANY_PAGE =
            Set.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data");

    /** Why a call may not go on. */
    record Rejection(Refusal why, String detail) {}

    private final KnownHosts hosts;
    private final Set<Origin> allowedOrigins;
    private final String cookie;

    /**
     * @param allowedOrigins origins of other pages that may call
     * @param cookie the name of the session cookie
     */
    EntryFilter(KnownHosts hosts, Set<String> allowedOrigins, String cookie) {
        this.hosts = hosts;
        this.allowedOrigins = new HashSet<>();
        for (String origin : allowedOrigins) {
            this.allowedOrigins.add(Origin.parse(origin)
                    .orElseThrow(() -> new IllegalArgumentException("FLEETWIRE_WEB_ALLOWED_ORIGINS: '" + origin
                            + "' is no origin (https://wall.example.org).")));
        }
        this.cookie = cookie;
    }

    /** Whether a call changes something. */
    static boolean changes(HttpMethod method) {
        return !READING.contains(method);
    }

    /** Whether a body follows the head. */
    static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    /** What is wrong with a call; empty: nothing. */
    Optional<Rejection> rejection(RoutingContext call) {
        HttpServerRequest request = call.request();
        Optional<Rejection> path = path(call, request);
        if (path.isPresent()) {
            return path;
        }
        List<String> named = request.headers().getAll("Host");
        Optional<Authority> host = named.size() == 1 ? Authority.parse(named.getFirst()) : Optional.empty();
        if (host.isEmpty()) {
            return rejection(
                    Refusal.HOST_HEADER, "A request needs exactly one Host header, with a host and maybe a port.");
        }
        Optional<IpAddress> reached = Optional.ofNullable(request.connection().localAddress())
                .flatMap(local -> IpAddress.parse(local.hostAddress()));
        if (!hosts.knows(host.get(), reached)) {
            return rejection(
                    Refusal.HOST,
                    "This service does not go by the name in the Host header. FLEETWIRE_WEB_HOSTS lists its public names.");
        }
        return origin(request, Origin.own(host.get(), Client.of(call).tls())).or(() -> contentType(request));
    }

    private static Optional<Rejection> path(RoutingContext call, HttpServerRequest request) {
        Optional<String> problem = RequestPath.problem(request.uri());
        if (problem.isPresent()) {
            return rejection(
                    Refusal.PATH, "The path " + problem.get() + ". Send it in its normal form (RFC 3986, 6.2.2).");
        }
        return call.normalizedPath().equals(RequestPath.of(request.uri()))
                ? Optional.empty()
                : rejection(Refusal.PATH, "The path is not in its normal form (RFC 3986, 6.2.2).");
    }

    private Optional<Rejection> origin(HttpServerRequest request, Origin own) {
        List<String> named = request.headers().getAll("Origin");
        if (named.isEmpty()) {
            return isGuarded(request) && (isByCookie(request) || isAnothersPage(request))
                    ? rejection(Refusal.ORIGIN, "A browser must say which page calls: the Origin header is missing.")
                    : Optional.empty();
        }
        Optional<Origin> origin = named.size() == 1 ? Origin.parse(named.getFirst()) : Optional.empty();
        return origin.isPresent() && (origin.get().equals(own) || allowedOrigins.contains(origin.get()))
                ? Optional.empty()
                : rejection(
                        Refusal.ORIGIN,
                        "Another site's page may not call this. FLEETWIRE_WEB_ALLOWED_ORIGINS lists those that may.");
    }

    private static boolean isGuarded(HttpServerRequest request) {
        return changes(request.method()) || RequestPath.of(request.uri()).startsWith("/ws/");
    }

    /** A browser adds the proof of who calls by itself: then it must say whose page called. */
    private boolean isByCookie(HttpServerRequest request) {
        return request.getHeader("Authorization") == null && request.getCookie(cookie) != null;
    }

    /** Browsers say it also where they leave the origin out. */
    private static boolean isAnothersPage(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static Optional<Rejection> contentType(HttpServerRequest request) {
        if (!hasBody(request)) {
            return Optional.empty();
        }
        List<String> named = request.headers().getAll("Content-Type");
        String type = named.size() == 1 ? mediaType(named.getFirst()) : null;
        return type == null || type.isEmpty() || SENT_BY_ANY_PAGE.contains(type)
                ? rejection(Refusal.CONTENT_TYPE, "Say what the body is: send it as application/json.")
                : Optional.empty();
    }

    private static @Nullable String mediaType(String header) {
        int parameters = header.indexOf(';');
        return (parameters < 0 ? header : header.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static Optional<Rejection> rejection(Refusal why, String detail) {
        return Optional.of(new Rejection(why, detail));
    }
}
