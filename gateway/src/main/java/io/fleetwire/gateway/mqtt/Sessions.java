package io.fleetwire.gateway.mqtt;

import io.fleetwire.gateway.address.Network;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of all clients, by device. Ours and not the broker's, which forgets with each connection: a broker's session would remember a QoS 2 publish
 * before Kafka has it, and answer its repetition all the same. In memory, as the broker's would be.
 */
final class Sessions {

    /** Most sessions of a device that are kept; beyond, the one that connected longest ago is forgotten. */
    static final int MAX_PER_DEVICE = 8;

    /** Most sessions of all devices that are kept, about 2 KB each; beyond, the one that connected longest ago is forgotten. */
    static final int MAX_IN_ALL = 10_000;

    private record Key(String deviceId, String clientId) {}

    private static final class OfDevice {
        /** By client id: connected now. */
        private final Map<String, Session> live = new HashMap<>();

        /** By client id, in the order in which they connected: to be resumed. */
        private final Map<String, Session> kept = new LinkedHashMap<>();
    }

    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final Supplier<Session.Allowance> allowances;

    /** Those that are kept, in the order in which they connected. */
    private final Set<Key> kept = new LinkedHashSet<>();

    /** At most one entry per registered device. */
    private final Map<String, OfDevice> byDevice = new HashMap<>();

    /**
     * @param allowances what a new connection may publish
     */
    Sessions(GatewayMetrics metrics, InstantSource clock, Supplier<Session.Allowance> allowances) {
        this.metrics = metrics;
        this.clock = clock;
        this.allowances = allowances;
        metrics.gauge("fleetwire.gateway.mqtt.sessions", "MQTT sessions, connected or kept", this, Sessions::count);
    }

    /**
     * A session at the beginning of a connection.
     *
     * @param resumed it is the one from before
     */
    record Begun(Session session, boolean resumed) {}

    /** A client connects: takes up its session again where it asks for it and there is one, else begins anew. */
    synchronized Begun begin(
            String deviceId,
            String clientId,
            SessionWish wish,
            @Nullable String secretHash,
            @Nullable InetAddress from) {
        OfDevice sessions = byDevice.computeIfAbsent(deviceId, id -> new OfDevice());
        Session before = forgetKept(deviceId, sessions, clientId);
        boolean resumed = before != null
                && !wish.cleanStart()
                && !before.isOver(clock.instant())
                && Objects.equals(before.secretHash(), secretHash);
        Session session = resumed ? Objects.requireNonNull(before) : new Session(secretHash);
        session.connected(from, wish.expiryS(), allowances.get());
        sessions.live.put(clientId, session);
        if (wish.expiryS() > 0) {
            sessions.kept.put(clientId, session);
            kept.add(new Key(deviceId, clientId));
            forgetBeyond(deviceId, sessions);
        }
        return new Begun(session, resumed);
    }

    private void forgetBeyond(String deviceId, OfDevice sessions) {
        while (sessions.kept.size() > MAX_PER_DEVICE) {
            forgetKept(deviceId, sessions, sessions.kept.keySet().iterator().next());
            metrics.limit("mqtt_sessions");
        }
        while (kept.size() > MAX_IN_ALL) {
            Key oldest = kept.iterator().next();
            kept.remove(oldest);
            OfDevice others = byDevice.get(oldest.deviceId());
            if (others != null) {
                others.kept.remove(oldest.clientId());
                forgetIfEmpty(oldest.deviceId(), others);
            }
            metrics.limit("mqtt_sessions_in_all");
        }
    }

    private @Nullable Session forgetKept(String deviceId, OfDevice sessions, String clientId) {
        kept.remove(new Key(deviceId, clientId));
        return sessions.kept.remove(clientId);
    }

    /** The session of a connected client; null: it isn't connected. */
    synchronized @Nullable Session find(String deviceId, String clientId) {
        OfDevice sessions = byDevice.get(deviceId);
        return sessions == null ? null : sessions.live.get(clientId);
    }

    /** Where another client of the device is connected from, which is another network than this one; null: nowhere. */
    synchronized @Nullable InetAddress elsewhere(String deviceId, String clientId, InetAddress address) {
        OfDevice sessions = byDevice.get(deviceId);
        if (sessions == null) {
            return null;
        }
        for (Map.Entry<String, Session> other : sessions.live.entrySet()) {
            InetAddress from = other.getValue().from();
            if (!other.getKey().equals(clientId)
                    && from != null
                    && !Network.of(from).equals(Network.of(address))) {
                return from;
            }
        }
        return null;
    }

    /** A client's connection has ended. */
    synchronized void end(String deviceId, String clientId) {
        OfDevice sessions = byDevice.get(deviceId);
        Session session = sessions == null ? null : sessions.live.remove(clientId);
        if (sessions != null && session != null) {
            session.ended(clock.instant());
            forgetOver(deviceId, sessions);
            forgetIfEmpty(deviceId, sessions);
        }
    }

    /** Forgets sessions whose time is over. */
    synchronized void forgetOver() {
        byDevice.forEach(this::forgetOver);
        byDevice.values().removeIf(sessions -> sessions.live.isEmpty() && sessions.kept.isEmpty());
    }

    private void forgetOver(String deviceId, OfDevice sessions) {
        sessions.kept
                .entrySet()
                .removeIf(entry ->
                        entry.getValue().isOver(clock.instant()) && kept.remove(new Key(deviceId, entry.getKey())));
    }

    private void forgetIfEmpty(String deviceId, OfDevice sessions) {
        if (sessions.live.isEmpty() && sessions.kept.isEmpty()) {
            byDevice.remove(deviceId);
        }
    }

    private synchronized int count() {
        int count = 0;
        for (OfDevice sessions : byDevice.values()) {
            count += sessions.live.size();
            count += (int) sessions.kept.keySet().stream()
                    .filter(clientId -> !sessions.live.containsKey(clientId))
                    .count();
        }
        return count;
    }
}
