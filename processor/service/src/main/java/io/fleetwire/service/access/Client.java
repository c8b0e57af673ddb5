package io.fleetwire.service.access;

import io.fleetwire.service.net.IpAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from: the client itself, also where it came through a proxy that is believed. Found out once, before anything else looks at the call.
 *
 * @param address for people: the audit, the list of sessions
 * @param unit what limits count by, {@link IpAddress#unit()}
 * @param tls whether the client speaks TLS, with us or with the proxy in front
 */
public record Client(String address, String unit, boolean tls) {

    /** The header in which a WebSocket's handshake carries the unit from the filter to its endpoint; what a client sends under this name is removed. */
    public static final String UNIT_HEADER = "X-Fleetwire-Client-Unit";

    private static final String ATTRIBUTE = "fleetwire.client";

    /** A client at an address. */
    public static Client of(IpAddress address, boolean tls) {
        return new Client(address.text(), address.unit(), tls);
    }

    /** Notes whose call this is. */
    public void note(RoutingContext call) {
        call.put(ATTRIBUTE, this);
    }

    /** Whose call this is. */
    public static Client of(RoutingContext call) {
        Client noted = call.get(ATTRIBUTE);
        if (noted == null) {
            throw new IllegalStateException("a call that no filter has seen");
        }
        return noted;
    }

    /** Whose call this is; null: no filter has seen it. */
    public static @Nullable Client ofOrNull(RoutingContext call) {
        return call.get(ATTRIBUTE);
    }
}
