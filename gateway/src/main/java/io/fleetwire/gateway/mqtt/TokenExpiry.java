package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Until when connections may stay: one that came with a token ends when the token does. */
final class TokenExpiry {

    private static final Logger LOG = LoggerFactory.getLogger(TokenExpiry.class);

    private final InstantSource clock;
    private final ClientService clients;

    /** By client id; at most one entry per connection. */
    private final Map<String, Instant> until = new ConcurrentHashMap<>();

    TokenExpiry(InstantSource clock, ClientService clients) {
        this.clock = clock;
        this.clients = clients;
    }

    /**
     * A connection begins.
     *
     * @param end null: it may stay
     */
    void begin(String clientId, @Nullable Instant end) {
        if (end == null) {
            until.remove(clientId);
        } else {
            until.put(clientId, end);
        }
    }

    /** A connection has ended. */
    void end(String clientId) {
        until.remove(clientId);
    }

    /** Disconnects whose time is over. */
    void check() {
        Instant now = clock.instant();
        until.forEach((clientId, end) -> {
            if (!now.isBefore(end)) {
                until.remove(clientId, end);
                CompletionStage<Boolean> done = clients.disconnectClient(
                        clientId, false, DisconnectReasonCode.NOT_AUTHORIZED, "the token has expired");
                done.whenComplete((disconnected, failure) -> {
                    if (failure != null) {
                        LOG.warn("{} was not disconnected though its token has expired", clientId, failure);
                        until.putIfAbsent(clientId, end);
                    }
                });
            }
        });
    }
}
