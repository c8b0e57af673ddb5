package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionAttributeStore;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.identity.Admission;
import io.fleetwire.gateway.identity.DeviceRegistry;
import io.fleetwire.gateway.identity.KnownDevice;
import io.fleetwire.gateway.identity.Pins.Trait;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.net.ConnectLimits;
import io.fleetwire.gateway.session.LiveSessions.FromElsewhere;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is against a connection besides its credentials: where it comes from, and how many come from there. Judges each CONNECT before its secret. */
final class ConnectGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectGuard.class);

    /** The address for which a connection is counted. */
    private static final String COUNTED = "fleetwire.counted";

    /** Set once it has ended: the broker may ask about a connection after it told us so. */
    private static final String GONE = "fleetwire.gone";

    /** The device of a connection that is counted for it. */
    private static final String CLIENT_OF = "fleetwire.client-of";

    /** Most connections of a device at a time: an app, a tablet, and a few that nobody has noticed yet to be dead. */
    static final int MAX_CLIENTS_OF_DEVICE = 16;

    private final MqttListenerConfig listener;
    private final ConnectLimits limits;
    private final Sessions sessions;
    private final DeviceRegistry registry;
    private final GatewayMetrics metrics;

    /** Connections by device; an entry for each device that has one. */
    private final Map<String, Integer> clients = new HashMap<>();

    ConnectGuard(
            MqttListenerConfig listener,
            ConnectLimits limits,
            Sessions sessions,
            DeviceRegistry registry,
            GatewayMetrics metrics) {
        this.listener = listener;
        this.limits = limits;
        this.sessions = sessions;
        this.registry = registry;
        this.metrics = metrics;
        metrics.gauge("fleetwire.gateway.mqtt.connections", "open MQTT connections", limits, ConnectLimits::open);
    }

    /** What is against one more connection from there; null: nothing, and it counts until {@link #leave}. */
    @Nullable
    synchronized ConnackReasonCode cross(ConnectionInformation connection) {
        InetAddress from = connection.getInetAddress().orElse(null);
        if (!listener.access().permits(from)) {
            metrics.limit("address_list");
            return ConnackReasonCode.BANNED;
        }
        if (from == null
                || connection.getConnectionAttributeStore().getAsString(GONE).isPresent()) {
            return ConnackReasonCode.UNSPECIFIED_ERROR; // gone before we looked
        }
        ConnectLimits.Verdict verdict = limits.opened(from);
        if (verdict != ConnectLimits.Verdict.ACCEPTED) {
            metrics.limit(verdict.label());
            return ConnackReasonCode.SERVER_BUSY; // MQTT 3.1.1 knows no other word for "later"
        }
        connection.getConnectionAttributeStore().putAsString(COUNTED, from.getHostAddress());
        return null;
    }

    /** A connection is gone, or was not let in; one that is not counted is nothing. */
    synchronized void leave(ConnectionInformation connection) {
        ConnectionAttributeStore store = connection.getConnectionAttributeStore();
        store.putAsString(GONE, "");
        InetAddress from =
                store.getAsString(COUNTED).map(ConnectGuard::withoutScope).orElse(null);
        if (from != null && store.remove(COUNTED).isPresent()) {
            limits.closed(from);
        }
        store.getAsString(CLIENT_OF).ifPresent(deviceId -> {
            store.remove(CLIENT_OF);
            clients.computeIfPresent(deviceId, (id, count) -> count == 1 ? null : count - 1);
        });
    }

    /** Counts one more client of a device, until {@link #leave}; false: it has as many as it may. */
    private synchronized boolean mayHaveAnother(String deviceId, ConnectionInformation connection) {
        ConnectionAttributeStore store = connection.getConnectionAttributeStore();
        if (store.getAsString(GONE).isPresent()) {
            return false; // gone before we looked
        }
        int before = clients.getOrDefault(deviceId, 0);
        if (before >= MAX_CLIENTS_OF_DEVICE) {
            metrics.limit("mqtt_clients");
            return false;
        }
        clients.put(deviceId, before + 1);
        store.putAsString(CLIENT_OF, deviceId);
        return true;
    }

    private static @Nullable InetAddress withoutScope(String text) {
        int scope = text.indexOf('%');
        return AddressList.literal(scope < 0 ? text : text.substring(0, scope));
    }

    /**
     * Whether the device may have this client as well. A client that comes again is the same app, which has changed its network or lost its connection; another
     * one from another network while the first lives may be somebody who has learned the secret.
     */
    boolean permits(String deviceId, String clientId, ConnectionInformation connection) {
        return isWhereItWas(deviceId, clientId, connection) && mayHaveAnother(deviceId, connection);
    }

    private boolean isWhereItWas(String deviceId, String clientId, ConnectionInformation connection) {
        InetAddress from = connection.getInetAddress().orElse(null);
        InetAddress elsewhere = from == null ? null : sessions.elsewhere(deviceId, clientId, from);
        if (from == null || elsewhere == null) {
            return true;
        }
        LOG.warn("{} is connected from {} and again from {}", deviceId, elsewhere, from);
        metrics.foreignSession();
        KnownDevice device = registry.find(deviceId);
        if (device != null) {
            String now = from.getHostAddress();
            registry.pins().happened(device, Trait.SESSION, elsewhere.getHostAddress(), now, now);
        }
        if (listener.fromElsewhere() == FromElsewhere.REFUSE) {
            metrics.refused(Admission.Reason.CONNECTED_ELSEWHERE.label());
            return false;
        }
        return true;
    }
}
