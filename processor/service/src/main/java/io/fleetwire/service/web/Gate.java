package io.fleetwire.service.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place every call of {@code /api/} and {@code /ws/} passes before anything looks at it. It refuses what another site's page makes a browser do:
 * such a call carries that site's origin.
 */
final class Gate {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Set<String> allowedOrigins;

    Gate(Set<String> allowedOrigins) {
        this.allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** Whether the call may go on. */
    boolean lets(HttpServerRequest request) {
        return lets(request.path(), request.method(), request.getHeader("Origin"), request.getHeader("Host"));
    }

    boolean lets(@Nullable String path, HttpMethod method, @Nullable String origin, @Nullable String host) {
        boolean guarded =
                path == null || path.startsWith("/ws/") || (path.startsWith("/api/") && !READING.contains(method));
        return !guarded || origin == null || allowedOrigins.contains(origin) || isOwn(origin, host);
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
