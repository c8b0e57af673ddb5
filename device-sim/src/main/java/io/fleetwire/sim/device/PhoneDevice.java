package io.fleetwire.sim.device;

import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.wire.TelemetryJson;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.sim.world.CarState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A driver's phone with the fleet's app: MQTT 5, QoS 1, Eclipse Paho. */
public final class PhoneDevice implements SimDevice {

    private static final Logger LOG = LoggerFactory.getLogger(PhoneDevice.class);
    private static final int AT_LEAST_ONCE = 1;

    /** A phone's GNSS chip in a city. */
    private static final double ACCURACY_M = 6;

    private final String deviceId;
    private final String driverId;
    private final boolean sendsPositions;
    private final MqttAsyncClient client;
    private final MqttConnectionOptions options;

    /** What the sensors showed last; the client's thread reads it. */
    private volatile @Nullable CarState now;

    private boolean driving;
    private int tripNumber;
    private boolean shiftStarted;

    /**
     * @param sendsPositions false where a tracker does that and the phone only knows the driver
     */
    public PhoneDevice(String server, String deviceId, String secret, String driverId, boolean sendsPositions)
            throws MqttException {
        this.deviceId = deviceId;
        this.driverId = driverId;
        this.sendsPositions = sendsPositions;
        this.client = new MqttAsyncClient(server, deviceId, new MemoryPersistence());
        this.options = new MqttConnectionOptions();
        options.setUserName(deviceId);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setAutomaticReconnect(true);
        options.setAutomaticReconnectDelay(1, 10);
        options.setKeepAliveInterval(30);
        options.setCleanStart(true);
        listen();
    }

    /** Dials in; where the broker refuses, the next moment tries again. */
    private boolean connected() throws MqttException {
        if (client.isConnected()) {
            return true;
        }
        client.connect(options).waitForCompletion(10_000);
        return client.isConnected();
    }

    /** A session ends with its connection, so each connection subscribes anew. */
    private void listen() {
        client.setCallback(new PhoneCommands(client, deviceId, () -> now));
    }

    @Override
    public void sense(CarState shown) {
        now = shown;
        try {
            if (!connected()) {
                return;
            }
            if (!shiftStarted) {
                driverEvent(DriverEvent.Kind.SHIFT_START, shown);
                shiftStarted = true;
            }
            if (shown.ignition() != driving) {
                driving = shown.ignition();
                tripEvent(driving ? TripEvent.Kind.TRIP_START : TripEvent.Kind.TRIP_END, shown);
            }
            if (sendsPositions) {
                publish("telemetry", TelemetryJson.encode(telemetry(deviceId, shown)));
            }
        } catch (MqttException e) {
            LOG.debug("{}: {}", deviceId, e.getMessage());
        }
    }

    @Override
    public void sos(CarState shown) {
        try {
            if (connected()) {
                driverEvent(DriverEvent.Kind.SOS, shown);
            }
        } catch (MqttException e) {
            LOG.debug("{}: {}", deviceId, e.getMessage());
        }
    }

    static Telemetry telemetry(String deviceId, CarState m) {
        Fix fix = new Fix(
                m.place().lat(),
                m.place().lon(),
                true,
                Measure.ABSENT,
                m.speedKmh(),
                m.headingDeg(),
                Fix.UNKNOWN_COUNT,
                Measure.ABSENT,
                ACCURACY_M);
        return Telemetry.builder(deviceId, "fleetjson", m.atMs()).fix(fix).build();
    }

    private void driverEvent(DriverEvent.Kind kind, CarState m) throws MqttException {
        DriverEvent event = new DriverEvent(
                driverId,
                deviceId,
                deviceId,
                kind,
                Instant.ofEpochMilli(m.atMs()),
                m.place().lat(),
                m.place().lon(),
                null);
        publish("event", Topics.DRIVER_EVENTS.format().encode(event));
    }

    private void tripEvent(TripEvent.Kind kind, CarState m) throws MqttException {
        if (kind == TripEvent.Kind.TRIP_START) {
            tripNumber++;
        }
        TripEvent event = new TripEvent(
                deviceId,
                deviceId,
                driverId,
                kind,
                Instant.ofEpochMilli(m.atMs()),
                deviceId + "-" + tripNumber,
                null,
                null,
                m.place().lat(),
                m.place().lon(),
                null);
        publish("trip", Topics.TRIP_EVENTS.format().encode(event));
    }

    private void publish(String channel, byte[] payload) throws MqttException {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(AT_LEAST_ONCE);
        client.publish("fleet/v1/" + deviceId + "/" + channel, message);
    }

    @Override
    public void online(boolean connected) {
        // A phone's dead spots are the network's business: Paho reconnects by itself.
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(500, 500, false);
            client.close();
        } catch (MqttException e) {
            LOG.debug("{}: {}", deviceId, e.getMessage());
        }
    }
}
