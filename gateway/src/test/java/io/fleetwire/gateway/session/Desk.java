package io.fleetwire.gateway.session;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.gateway.command.CommandDispatcher;
import io.fleetwire.gateway.identity.AdmissionPolicy;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.identity.LoginLimits;
import io.fleetwire.gateway.identity.Pins;
import io.fleetwire.gateway.ledger.Ledger;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.InFlight;
import io.fleetwire.gateway.publish.NotStoredException;
import io.fleetwire.gateway.tap.Taps;
import io.fleetwire.gateway.testing.LineAdapter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A conversation's surroundings in a test's hand: it decides when Kafka confirms, and sees what the device hears. */
final class Desk {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    /** What every clock here says. */
    Instant now = NOW;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final GatewayMetrics metrics = new GatewayMetrics(meters);
    final InFlight inFlight = new InFlight(1_000_000);
    final List<CompletableFuture<Void>> unconfirmed = new ArrayList<>();
    final List<Batch> published = new ArrayList<>();
    final DeviceRegistry registry;
    final LiveSessions sessions;
    final CommandDispatcher commands;
    final SessionContext context;

    Desk(boolean adopt, LiveSessions.FromElsewhere policy) {
        this(adopt, policy, new Pins.Settings(Pins.Policy.OFF, Set.of(Pins.Trait.SIM)));
    }

    Desk(boolean adopt, LiveSessions.FromElsewhere policy, Pins.Settings pinning) {
        registry = new DeviceRegistry(
                this::publish, metrics, this::now, new AdmissionPolicy(adopt, LoginLimits.DEFAULT, pinning));
        sessions = new LiveSessions(policy, registry, metrics);
        commands = new CommandDispatcher("gateway-1", this::publish, metrics, this::now);
        Taps taps = new Taps(this::now, () -> {
            throw new IllegalStateException("nobody listens in");
        });
        context = new SessionContext(
                registry,
                this::publish,
                inFlight,
                sessions,
                metrics,
                taps,
                this::now,
                commands,
                new Ledger(metrics, this::now),
                new PoisonPacketPolicy());
    }

    static Desk adopting() {
        return new Desk(true, LiveSessions.FromElsewhere.REPLACE);
    }

    private Instant now() {
        return now;
    }

    private CompletableFuture<Void> publish(Batch batch) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        if (batch.isEmpty()) {
            answer.complete(null);
            return answer;
        }
        published.add(batch);
        unconfirmed.add(answer);
        return answer;
    }

    /** Kafka confirms the oldest batch it has not yet answered. */
    void confirm() {
        unconfirmed.removeFirst().complete(null);
    }

    /** Kafka gives the oldest batch up. */
    void fail() {
        unconfirmed.removeFirst().completeExceptionally(new NotStoredException("Kafka is away"));
    }

    Device connect(String address) {
        return new Device(address, false);
    }

    /** The sender of one datagram. */
    Device datagramFrom(String address) {
        return new Device(address, true);
    }

    /** A device that is let in at once; what it takes to register it is confirmed. */
    Device loggedIn(String id) {
        Device device = connect("192.0.2.1");
        device.says("ID " + id);
        if (!unconfirmed.isEmpty()) {
            confirm();
        }
        device.heard.clear();
        return device;
    }

    static ConfigEntry.Device entry(String id, String vehicle, ConfigEntry.Device.Status status) {
        return new ConfigEntry.Device(id, vehicle, null, status, null, java.util.Map.of(), NOW);
    }

    /** The other end. Its executor runs at once: the test is the only thread. */
    final class Device implements Peer {
        final List<String> heard = new ArrayList<>();
        final DeviceSession<String> conversation;
        private final InetAddress address;

        @Nullable
        CloseReason closed;

        boolean reading = true;

        @Nullable
        Instant wakeAt;

        private final boolean datagrams;

        Device(String address, boolean datagrams) {
            this.datagrams = datagrams;
            try {
                this.address = InetAddress.getByName(address);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
            conversation = datagrams
                    ? DeviceSession.datagram(new LineAdapter(), this, context)
                    : DeviceSession.connected(new LineAdapter(), this, context);
        }

        void says(String line) {
            ByteBuf frame = Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII);
            conversation.received(frame);
            frame.release();
        }

        @Override
        public InetAddress address() {
            return address;
        }

        @Override
        public boolean isAddressProven() {
            return !datagrams;
        }

        @Override
        public boolean isEncrypted() {
            return false;
        }

        @Override
        public @Nullable X509Certificate certificate() {
            return null;
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public void send(ByteBuf frame) {
            heard.add(frame.toString(StandardCharsets.US_ASCII).strip());
            frame.release();
        }

        @Override
        public void close(CloseReason reason) {
            closed = reason;
            conversation.closed();
        }

        @Override
        public void read(boolean on) {
            reading = on;
        }

        @Override
        public void wakeAt(@Nullable Instant when) {
            wakeAt = when;
        }
    }
}
