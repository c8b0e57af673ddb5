package io.fleetwire.gateway.testing;

import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;

/** An app that speaks MQTT 5. */
public final class App5 extends MqttAsyncClient implements AutoCloseable {

    public App5(int port, String clientId) throws MqttException {
        this("tcp://127.0.0.1:" + port, clientId);
    }

    public App5(String url, String clientId) throws MqttException {
        super(url, clientId, null);
    }

    @Override
    public void close() throws MqttException {
        if (isConnected()) {
            disconnectForcibly(0, 1_000, false);
        }
        close(true);
    }
}
