package io.fleetwire.sim.device;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Makes devices that know where the gateway is.
 *
 * @param host the gateway
 */
public record Equipping(String host, int teltonikaPort, int gt06Port, int obdPort, int mqttPort) {

    /** A Teltonika tracker that reads its driver's iButton. */
    public SimDevice teltonika(String imei, long driverTag) {
        return new TeltonikaTracker(imei, driverTag, new InetSocketAddress(host, teltonikaPort));
    }

    /** A GT06 tracker. */
    public SimDevice gt06(String imei) {
        return new Gt06Tracker(imei, new InetSocketAddress(host, gt06Port));
    }

    /** An OBD dongle. */
    public SimDevice obd(String id) {
        return new ObdDongle(id, new InetSocketAddress(host, obdPort));
    }

    /** A driver's phone. */
    public SimDevice phone(String id, String secret, String driverId, boolean sendsPositions) throws IOException {
        try {
            return new PhoneDevice("tcp://" + host + ":" + mqttPort, id, secret, driverId, sendsPositions);
        } catch (MqttException e) {
            throw new IOException("no MQTT client for " + id + ": " + e.getMessage(), e);
        }
    }
}
