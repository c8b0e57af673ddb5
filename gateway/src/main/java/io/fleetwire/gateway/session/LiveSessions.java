package io.fleetwire.gateway.session;

import io.fleetwire.gateway.address.Network;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.identity.KnownDevice;
import io.fleetwire.gateway.identity.Pins.Trait;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session per device. Trackers lose sockets without a word, so from the same network the new session wins at once. From elsewhere it may be a
 * tracker whose carrier gave it a new address, or somebody who knows its id: it is flagged, and the policy decides.
 *
 * <p>A datagram is judged the same way, against the device's connection and against its last datagrams. It never closes a connection or keeps one out: its
 * sender's address is not proven.
 */
public final class LiveSessions {

    /** What to do with a second session from another network. */
    public enum FromElsewhere {
        /** It replaces the first, and is flagged. */
        REPLACE,
        /** It is refused while the first lives, and is flagged. */
        REFUSE
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveSessions.class);

    private final FromElsewhere policy;
    private final DeviceRegistry registry;
    private final GatewayMetrics metrics;

    /** How long a device that sends datagrams counts as being where its last one came from: as long as a silent connection stays open. */
    static final Duration DATAGRAMS_LIVE = Duration.ofMinutes(10);

    /** Devices whose datagrams are remembered, about 150 bytes each; beyond, the one that was silent longest is forgotten. */
    static final int MAX_SENDERS = 50_000;

    private record Sender(@Nullable InetAddress address, Instant at) {}

    /** Where each device's last datagram came from. */
    private final Map<String, Sender> senders = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sender> eldest) {
            return size() > MAX_SENDERS;
        }
    };

    /** At most one entry per open connection. */
    private final Map<String, DeviceSession<?>> byDevice = new ConcurrentHashMap<>();

    public LiveSessions(FromElsewhere policy, DeviceRegistry registry, GatewayMetrics metrics) {
        this.policy = policy;
        this.registry = registry;
        this.metrics = metrics;
        metrics.gauge("fleetwire.gateway.sessions", "devices connected", byDevice, Map::size);
    }

    /** The device's session is this one from now on, and an earlier one closes; false: the earlier one stays. */
    boolean claim(String deviceId, DeviceSession<?> session) {
        while (true) {
            DeviceSession<?> earlier = byDevice.putIfAbsent(deviceId, session);
            if (earlier == null || earlier == session) {
                return true;
            }
            if (!sameNetwork(earlier.address(), session.address())) {
                metrics.foreignSession();
                flag(deviceId, earlier.address(), session.address());
                if (policy == FromElsewhere.REFUSE) {
                    return false;
                }
            }
            if (byDevice.replace(deviceId, earlier, session)) {
                earlier.replaced();
                return true;
            }
        }
    }

    /** A datagram of the device; false: the device is connected, or sends, from another network, and the policy refuses that. */
    boolean datagram(String deviceId, @Nullable InetAddress from, Instant now) {
        DeviceSession<?> connection = byDevice.get(deviceId);
        synchronized (senders) {
            Sender last = senders.get(deviceId);
            boolean lives = last != null && now.isBefore(last.at().plus(DATAGRAMS_LIVE));
            boolean elsewhere = connection != null
                    ? !sameNetwork(connection.address(), from)
                    : lives && last != null && !sameNetwork(last.address(), from);
            if (elsewhere) {
                metrics.foreignSession();
                flag(deviceId, connection != null ? connection.address() : last == null ? null : last.address(), from);
                if (policy == FromElsewhere.REFUSE) {
                    return false;
                }
            }
            senders.put(deviceId, new Sender(from, now));
            return true;
        }
    }

    private void flag(String deviceId, @Nullable InetAddress before, @Nullable InetAddress now) {
        LOG.warn("{} is connected from {} and again from {}", deviceId, before, now);
        KnownDevice device = registry.find(deviceId);
        if (device != null) {
            String remote = text(now);
            registry.pins().happened(device, Trait.SESSION, text(before), remote, remote);
        }
    }

    private static String text(@Nullable InetAddress address) {
        return address == null ? "?" : address.getHostAddress();
    }

    void leave(String deviceId, DeviceSession<?> session) {
        byDevice.remove(deviceId, session);
    }

    private static boolean sameNetwork(@Nullable InetAddress a, @Nullable InetAddress b) {
        return a != null && b != null && Network.of(a).equals(Network.of(b));
    }
}
