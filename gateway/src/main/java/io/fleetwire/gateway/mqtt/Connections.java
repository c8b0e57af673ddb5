package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ServerInitiatedDisconnectInput;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.util.Locale;

/** Hears of connections that end: counts those the broker ended, by its reason, and lets go of what was kept for them. */
final class Connections implements ClientLifecycleEventListener {

    /** Set once a connection has been welcomed; another one of its client id that was not has nothing to let go of. */
    private static final String WELCOMED = "fleetwire.welcomed";

    private final GatewayMetrics metrics;
    private final TokenExpiry tokenExpiry;
    private final ConnectGuard threshold;
    private final Sessions sessions;
    private final CommandDelivery delivery;

    Connections(
            GatewayMetrics metrics,
            TokenExpiry tokenExpiry,
            ConnectGuard threshold,
            Sessions sessions,
            CommandDelivery delivery) {
        this.metrics = metrics;
        this.tokenExpiry = tokenExpiry;
        this.threshold = threshold;
        this.sessions = sessions;
        this.delivery = delivery;
    }

    /** A connection is about to be welcomed. */
    static void sessionRestorer(ConnectionInformation connection) {
        connection.getConnectionAttributeStore().putAsString(WELCOMED, "");
    }

    @Override
    public void onMqttConnectionStart(ConnectionStartInput input) {}

    @Override
    public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {}

    /** The broker's limits strike in the broker; this is where they are counted. */
    @Override
    public void onServerInitiatedDisconnect(ServerInitiatedDisconnectInput input) {
        String reason = input.getReasonCode()
                .map(code -> code.name().toLowerCase(Locale.ROOT))
                .orElse("unknown");
        metrics.closed("mqtt_" + reason);
        onDisconnect(input);
    }

    @Override
    public void onDisconnect(DisconnectEventInput input) {
        ConnectionInformation connection = input.getConnectionInformation();
        threshold.leave(connection);
        String deviceId = Login.device(connection);
        if (deviceId != null
                && connection.getConnectionAttributeStore().remove(WELCOMED).isPresent()) {
            String clientId = input.getClientInformation().getClientId();
            tokenExpiry.end(clientId);
            delivery.leave(deviceId, clientId);
            sessions.end(deviceId, clientId);
        }
    }
}
