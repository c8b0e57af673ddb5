package io.fleetwire.gateway.net;

import io.fleetwire.gateway.command.CommandDispatcher;
import io.fleetwire.gateway.identity.AdmissionPolicy;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.identity.LoginLimits;
import io.fleetwire.gateway.identity.Pins;
import io.fleetwire.gateway.ledger.Ledger;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.InFlight;
import io.fleetwire.gateway.session.LiveSessions;
import io.fleetwire.gateway.session.PoisonPacketPolicy;
import io.fleetwire.gateway.session.SessionContext;
import io.fleetwire.gateway.tap.Taps;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** What conversations share, where Kafka confirms at once and nobody listens in. */
final class Contexts {

    private Contexts() {}

    /** Every device is taken in. */
    static SessionContext adopting(GatewayMetrics metrics) {
        return adopting(metrics, InstantSource.system());
    }

    /** Every device is taken in, by this clock. */
    static SessionContext adopting(GatewayMetrics metrics, InstantSource clock) {
        DeviceRegistry registry = new DeviceRegistry(
                Contexts::stored,
                metrics,
                clock,
                new AdmissionPolicy(true, LoginLimits.DEFAULT, Pins.Settings.DEFAULT));
        return new SessionContext(
                registry,
                Contexts::stored,
                new InFlight(1 << 20),
                new LiveSessions(LiveSessions.FromElsewhere.REPLACE, registry, metrics),
                metrics,
                new Taps(clock, () -> {
                    throw new IllegalStateException("nobody listens in");
                }),
                clock,
                new CommandDispatcher("gateway-1", Contexts::stored, metrics, clock),
                new Ledger(metrics, clock),
                new PoisonPacketPolicy());
    }

    private static CompletableFuture<Void> stored(Batch batch) {
        return CompletableFuture.completedFuture(null);
    }
}
