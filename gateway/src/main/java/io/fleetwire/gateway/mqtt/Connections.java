package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ServerInitiatedDisconnectInput;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.util.Locale;

/** Hears of connections that end: counts those the broker ended, by its reason, and lets go of what was kept for them. */
final class Connections implements ClientLifecycleEventListener {

    private final GatewayMetrics metrics;
    private final Leases leases;
    private final CommandDelivery delivery;

    Connections(GatewayMetrics metrics, Leases leases, CommandDelivery delivery) {
        this.metrics = metrics;
        this.leases = leases;
        this.delivery = delivery;
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
        String clientId = input.getClientInformation().getClientId();
        leases.end(clientId);
        String deviceId = Login.device(input.getConnectionInformation());
        if (deviceId != null) {
            delivery.leave(deviceId, clientId);
        }
    }
}
