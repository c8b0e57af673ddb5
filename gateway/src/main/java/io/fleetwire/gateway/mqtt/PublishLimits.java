package io.fleetwire.gateway.mqtt;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.gateway.identity.KnownDevice;
import io.fleetwire.gateway.identity.Pins.Trait;
import io.fleetwire.gateway.identity.Sighting;
import io.fleetwire.gateway.net.ConnectLimits;
import io.fleetwire.gateway.net.NetLimits;
import io.fleetwire.gateway.net.Rate;
import io.fleetwire.gateway.session.SessionContext;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Watches what a client publishes once it is let in: whether it is too much, and whether its device can be where it says. */
final class PublishLimits {

    /**
     * A debt of so many bursts disconnects, as on the trackers' ports; before that nothing happens, because the broker cannot be told to read more slowly.
     * An app that was offline may so send 1,100 publishes as fast as it can.
     */
    private static final int CLOSES_AT_BURSTS = 10;

    private final SessionContext context;
    private final NetLimits limits;
    private final ConnectLimits networks;
    private final LongSupplier nanoTime;

    PublishLimits(SessionContext context, NetLimits limits, ConnectLimits networks, LongSupplier nanoTime) {
        this.context = context;
        this.limits = limits;
        this.networks = networks;
        this.nanoTime = nanoTime;
    }

    /** What one connection has left of its rates. */
    private final class Budget implements Session.Allowance {
        private final Rate.Budget publishes = new Rate.Budget(limits.frames(), nanoTime.getAsLong());
        private final Rate.Budget bytes = new Rate.Budget(limits.connectionBytes(), nanoTime.getAsLong());

        @Override
        public synchronized boolean spend(int size, InetAddress from) {
            if (networks.isExempt(from)) {
                return true;
            }
            long now = nanoTime.getAsLong();
            publishes.spend(limits.frames(), 1, now);
            bytes.spend(limits.connectionBytes(), size, now);
            return !(tooMuch(publishes, limits.frames(), "rate_publishes")
                    || tooMuch(bytes, limits.connectionBytes(), "rate_bytes")
                    || networkHasTooMuch(from, size));
        }

        private boolean tooMuch(Rate.Budget spent, Rate rate, String limit) {
            return strikes(spent.debt() > rate.burst() * CLOSES_AT_BURSTS, limit);
        }

        private boolean networkHasTooMuch(InetAddress from, int size) {
            return strikes(networks.received(from, size) > 0, "network_bytes");
        }

        private boolean strikes(boolean strikes, String limit) {
            if (strikes) {
                context.metrics().limit(limit);
            }
            return strikes;
        }
    }

    /** For a new connection. */
    Session.Allowance allowance() {
        return new Budget();
    }

    /** What is against storing these events and dead letters, which both count; null: nothing. */
    @Nullable
    DisconnectCause disconnectCause(
            KnownDevice device, List<VehicleEvent> events, int deadLetters, @Nullable InetAddress from, Instant now) {
        String deviceId = device.entry().deviceId();
        for (VehicleEvent event : events) {
            if (event instanceof Telemetry record && !travelled(device, record, from)) {
                return DisconnectCause.PINNED;
            }
        }
        if (!context.registry().dailyRecords().take(deviceId, events.size() + deadLetters, now)) {
            context.metrics().limit("daily_records");
            return DisconnectCause.DAILY_RECORDS;
        }
        return null;
    }

    private boolean travelled(KnownDevice device, Telemetry record, @Nullable InetAddress from) {
        Sighting here = Sighting.of(record);
        if (here == null) {
            return true;
        }
        String deviceId = device.entry().deviceId();
        Sighting before = context.registry().lastSeen().place(deviceId);
        context.registry().lastSeen().wasAt(deviceId, here);
        return before == null
                || !here.isImpossibleAfter(before)
                || context.registry()
                        .pins()
                        .happened(
                                device,
                                Trait.TRAVEL,
                                before.text(),
                                here.text(),
                                from == null ? "?" : from.getHostAddress());
    }
}
