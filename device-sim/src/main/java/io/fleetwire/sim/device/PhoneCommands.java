package io.fleetwire.sim.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.wire.Json;
import io.fleetwire.sim.world.CarState;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a driver's app that obeys: listens on {@code cmd/req}, answers where the request says. */
final class PhoneCommands implements MqttCallback {

    private static final Logger LOG = LoggerFactory.getLogger(PhoneCommands.class);
    private static final int AT_LEAST_ONCE = 1;

    private final MqttAsyncClient client;
    private final String deviceId;
    private final Supplier<@Nullable CarState> now;

    PhoneCommands(MqttAsyncClient client, String deviceId, Supplier<@Nullable CarState> now) {
        this.client = client;
        this.deviceId = deviceId;
        this.now = now;
    }

    @Override
    public void connectComplete(boolean reconnect, String server) {
        try {
            client.subscribe("fleet/v1/" + deviceId + "/cmd/req", AT_LEAST_ONCE);
        } catch (MqttException e) {
            LOG.debug("{}: {}", deviceId, e.getMessage());
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        try {
            JsonNode request = Json.mapper().readTree(message.getPayload());
            ObjectNode response = Json.mapper()
                    .createObjectNode()
                    .put("id", request.path("id").asText())
                    .put("status", "DONE")
                    .put("result", words(request.path("command").asText()));
            MqttMessage answer = new MqttMessage(Json.mapper().writeValueAsBytes(response));
            answer.setQos(AT_LEAST_ONCE);
            MqttProperties asked = message.getProperties();
            MqttProperties properties = new MqttProperties();
            properties.setCorrelationData(asked.getCorrelationData());
            answer.setProperties(properties);
            client.publish(asked.getResponseTopic(), answer);
        } catch (IOException | MqttException e) {
            LOG.debug("{}: {}", deviceId, e.getMessage());
        }
    }

    private String words(String command) {
        CarState m = now.get();
        return switch (command) {
            case "locate" ->
                m == null
                        ? "no fix"
                        : String.format(
                                Locale.ROOT,
                                "%.6f,%.6f",
                                m.place().lat(),
                                m.place().lon());
            case "message" -> "shown";
            case "status" -> "app 1.0, battery 81 %";
            default -> "understood";
        };
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
