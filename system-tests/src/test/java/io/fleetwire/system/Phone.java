package io.fleetwire.system;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A driver app: Eclipse Paho, MQTT 5, QoS 1. */
final class Phone implements AutoCloseable {

    private static final int AT_LEAST_ONCE = 1;
    private static final int PATIENCE_MS = 20_000;

    /** MQTT 5, 2.4: reason codes from here on are failures. */
    private static final int FIRST_ERROR = 0x80;

    private final MqttAsyncClient client;

    private Phone(MqttAsyncClient client) {
        this.client = client;
    }

    /** Logs in; a registration takes a moment to reach the gateway, so a real secret is tried until it is known. */
    static Phone connect(Stack stack, String user, String secret) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(stack.mqtt(), user, new MemoryPersistence());
        await().atMost(Stack.PATIENCE)
                .ignoreExceptionsInstanceOf(MqttException.class)
                .until(() -> {
                    client.connect(options(user, secret)).waitForCompletion(PATIENCE_MS);
                    return client.isConnected();
                });
        return new Phone(client);
    }

    /** Logs in once, as these credentials are. */
    static void tryOnce(Stack stack, String user, String secret) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(stack.mqtt(), user, new MemoryPersistence());
        client.connect(options(user, secret)).waitForCompletion(PATIENCE_MS);
    }

    /** Connects without a name. */
    static void tryAnonymously(Stack stack) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(stack.mqtt(), "nobody", new MemoryPersistence());
        client.connect().waitForCompletion(PATIENCE_MS);
    }

    private static MqttConnectionOptions options(String user, String secret) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(user);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setConnectionTimeout(10);
        return options;
    }

    /**
     * Returns when the broker has acknowledged.
     *
     * @throws MqttException with the broker's reason code where it refused
     */
    void publish(String topic, String json, boolean retained) throws MqttException {
        IMqttToken token = client.publish(topic, json.getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, retained);
        token.waitForCompletion(PATIENCE_MS);
        for (int reason : token.getReasonCodes()) {
            if (reason >= FIRST_ERROR) {
                throw new MqttException(reason);
            }
        }
    }

    /** Has the broker send what comes there; nobody looks at it. */
    void subscribe(String topic) throws MqttException {
        client.subscribe(topic, AT_LEAST_ONCE).waitForCompletion(PATIENCE_MS);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(PATIENCE_MS);
        }
        client.close();
    }
}
