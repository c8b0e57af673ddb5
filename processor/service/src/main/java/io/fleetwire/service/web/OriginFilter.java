package io.fleetwire.service.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every call of {@code /api/} and {@code /ws/} passes before anything looks at it. It refuses what another site's page makes a browser do: such a call
 * carries that site's origin. Who calls, and what a role may, is decided behind it: by {@link CallerMechanism} and the roles at the routes.
 */
final class OriginFilter {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Set<String> allowedOrigins;
    private final String cookie;

    /** @param cookie the name of the session cookie */
    OriginFilter(Set<String> allowedOrigins, String cookie) {
        this.allowedOrigins = Set.copyOf(allowedOrigins);
        this.cookie = cookie;
    }

    /** Whether a call changes something. */
    static boolean changes(HttpMethod method) {
        return !READING.contains(method);
    }

    /** Whether the call may go on. */
    boolean lets(HttpServerRequest request) {
        boolean byCookie = request.getHeader("Authorization") == null && request.getCookie(cookie) != null;
        return lets(request.path(), request.method(), request.getHeader("Origin"), request.getHeader("Host"), byCookie);
    }

    /** @param byCookie a browser added the proof of who calls by itself: then it must say whose page called */
    boolean lets(
            @Nullable String path,
            HttpMethod method,
            @Nullable String origin,
            @Nullable String host,
            boolean byCookie) {
        boolean guarded = path == null || path.startsWith("/ws/") || (path.startsWith("/api/") && changes(method));
        if (!guarded) {
            return true;
        }
        return origin == null ? !byCookie : allowedOrigins.contains(origin) || isOwn(origin, host);
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false; // "null", or something no browser sends
        }
    }
}
