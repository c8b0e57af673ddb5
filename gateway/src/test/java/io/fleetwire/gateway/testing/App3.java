package io.fleetwire.gateway.testing;

import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;

/** An app that speaks MQTT 3.1.1. */
public final class App3 extends MqttAsyncClient {

    public App3(int port, String clientId) throws MqttException {
        this("tcp://127.0.0.1:" + port, clientId);
    }

    public App3(String url, String clientId) throws MqttException {
        super(url, clientId, null);
    }

    @Override
    public void close() throws MqttException {
        if (isConnected()) {
            disconnectForcibly(0, 1_000);
        }
        close(true);
    }
}
