package io.fleetwire.gateway.net;

import io.fleetwire.gateway.address.AddressRules;
import io.fleetwire.gateway.tls.ServerTls;
import org.jspecify.annotations.Nullable;

/**
 * A port to open.
 *
 * @param tls null: in the clear
 */
public record ListenerConfig(
        int port, AddressRules access, @Nullable ServerTls tls) {}
