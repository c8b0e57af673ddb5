package io.fleetwire.gateway.session;

import io.fleetwire.gateway.command.CommandDispatcher;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.ledger.Ledger;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.InFlight;
import io.fleetwire.gateway.publish.Publisher;
import io.fleetwire.gateway.tap.Taps;
import java.time.InstantSource;

/** What every conversation of the gateway shares. */
public record SessionContext(
        DeviceRegistry registry,
        Publisher publisher,
        InFlight inFlight,
        LiveSessions sessions,
        GatewayMetrics metrics,
        Taps taps,
        InstantSource clock,
        CommandDispatcher commands,
        Ledger ledger,
        PoisonPacketPolicy patience) {}
