package io.fleetwire.system;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A driver app: Eclipse Paho, MQTT 5, QoS 1. */
final class Phone implements AutoCloseable {

    private static final int AT_LEAST_ONCE = 1;

    private final MqttClient client;

    private Phone(MqttClient client) {
        this.client = client;
    }

    /** Logs in; a registration takes a moment to reach the gateway, so a real secret is tried until it is known. */
    static Phone connect(House house, String user, String secret) throws MqttException {
        MqttClient client = new MqttClient(house.mqtt(), user, new MemoryPersistence());
        await().atMost(House.PATIENCE)
                .ignoreExceptionsInstanceOf(MqttException.class)
                .until(() -> {
                    client.connect(options(user, secret));
                    return client.isConnected();
                });
        return new Phone(client);
    }

    /** Logs in once, as these credentials are. */
    static void tryOnce(House house, String user, String secret) throws MqttException {
        MqttClient client = new MqttClient(house.mqtt(), user, new MemoryPersistence());
        client.connect(options(user, secret));
    }

    /** Connects without a name. */
    static void tryAnonymously(House house) throws MqttException {
        MqttClient client = new MqttClient(house.mqtt(), "nobody", new MemoryPersistence());
        client.connect();
    }

    private static MqttConnectionOptions options(String user, String secret) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(user);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setConnectionTimeout(10);
        return options;
    }

    /** Returns when the broker has acknowledged. */
    void publish(String topic, String json, boolean retained) throws MqttException {
        client.publish(topic, json.getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, retained);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect();
        }
        client.close();
    }
}
