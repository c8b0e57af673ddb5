package io.fleetwire.service.web;

import io.fleetwire.service.access.Client;
import io.fleetwire.service.net.ForwardedClient;
import io.fleetwire.service.net.IpAddress;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The first thing that happens to a call: who its client is, and what its connection's guard hears of it. */
final class Arrival {

    private static final String BODY_OPEN = "fleetwire.body-open";
    private static final IpAddress UNKNOWN = IpAddress.parse("0.0.0.0").orElseThrow();

    private final Optional<ForwardedClient> proxies;

    /** @param proxies empty: nobody is believed about others */
    Arrival(Optional<ForwardedClient> proxies) {
        this.proxies = proxies;
    }

    /** Notes the client and watches the call until it is answered; the second time, on a reroute, nothing. */
    void handle(RoutingContext call) {
        if (Client.ofOrNull(call) == null) {
            HttpServerRequest request = call.request();
            Client client = client(request);
            client.note(call);
            request.headers().set(Client.UNIT_HEADER, client.unit());
            ConnectionGuard.of(request).ifPresent(guard -> watch(call, guard));
        }
    }

    private Client client(HttpServerRequest request) {
        SocketAddress remote = request.connection().remoteAddress();
        IpAddress peer =
                remote == null ? UNKNOWN : IpAddress.parse(remote.hostAddress()).orElse(UNKNOWN);
        if (proxies.filter(known -> known.trusts(peer)).isEmpty()) {
            return Client.of(peer, request.isSSL());
        }
        IpAddress client = proxies.get().client(peer, request.headers().getAll("X-Forwarded-For"));
        return Client.of(client, request.isSSL() || spokeTls(request.headers().getAll("X-Forwarded-Proto")));
    }

    /** What the nearest proxy says, the last one. */
    private static boolean spokeTls(List<String> schemes) {
        String all = String.join(",", schemes);
        return all.substring(all.lastIndexOf(',') + 1).strip().equalsIgnoreCase("https");
    }

    private static void watch(RoutingContext call, ConnectionGuard guard) {
        if (!EntryFilter.hasBody(call.request())) {
            guard.received();
            call.addEndHandler(end -> guard.answered());
            return;
        }
        call.put(BODY_OPEN, true);
        // An answer before the body is here: nothing can follow on this connection.
        call.addHeadersEndHandler(head -> {
            if (call.get(BODY_OPEN) != null) {
                call.response().putHeader("Connection", "close");
            }
        });
        call.addEndHandler(end -> {
            if (call.get(BODY_OPEN) != null) {
                guard.abandoned();
                closeBehindBody(call.request());
            } else {
                guard.answered();
            }
        });
    }

    /** Whoever still sends would lose the answer to a reset: the rest is read and thrown away, as long as the guard's deadline lets it. */
    private static void closeBehindBody(HttpServerRequest request) {
        if (request.isEnded()) {
            request.connection().close();
        } else {
            request.handler(part -> {})
                    .endHandler(end -> request.connection().close())
                    .resume();
        }
    }

    /** The body is here. */
    static void bodyReceived(RoutingContext call) {
        if (call.remove(BODY_OPEN) != null) {
            ConnectionGuard.of(call.request()).ifPresent(ConnectionGuard::received);
        }
    }
}
