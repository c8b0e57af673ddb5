package io.fleetwire.gateway.net;

import io.fleetwire.gateway.address.Access;
import io.fleetwire.gateway.tls.ServerTls;
import org.jspecify.annotations.Nullable;

/**
 * A port to open.
 *
 * @param tls null: in the clear
 */
public record Door(int port, Access access, @Nullable ServerTls tls) {}
