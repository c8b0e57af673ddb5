package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps browsers out: no page uses this port. A page of another site reaches it under a name of its own (DNS
 * rebinding), or says where it comes from.
 */
final class RequestGuard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int HTTP_PORT = 80;

    private final Set<String> hosts = new TreeSet<>();

    /** @param names by which clients may also call this server, besides loopback's */
    RequestGuard(int port, List<String> names) {
        for (String name : LOOPBACK) {
            allow(name, port);
        }
        names.forEach(name -> allow(name.toLowerCase(Locale.ROOT), port));
    }

    private void allow(String name, int port) {
        hosts.add(name + ":" + port);
        if (port == HTTP_PORT) {
            hosts.add(name);
        }
    }

    /** Why a request is refused before anything of it is looked at; empty where it is not. */
    Optional<String> refusal(HttpExchange exchange) {
        List<String> host = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.getFirst().toLowerCase(Locale.ROOT))) {
            return Optional.of("Host must be one of " + String.join(", ", hosts) + ", once");
        }
        String authority = exchange.getRequestURI().getRawAuthority();
        if (authority != null && !hosts.contains(authority.toLowerCase(Locale.ROOT))) {
            return Optional.of("The request names another host");
        }
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        boolean page = exchange.getRequestHeaders().containsKey("Origin") || (site != null && !site.equals("none"));
        return page ? Optional.of("Web pages may not query this server") : Optional.empty();
    }
}
