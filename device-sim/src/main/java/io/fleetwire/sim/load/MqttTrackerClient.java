package io.fleetwire.sim.load;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.TelemetryJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQTT 5, Eclipse Paho: the records of a packet are published one after the other without waiting in between, and each has its own answer. A session ends
 * with its connection, as the broker wants it, so what was not answered is published anew.
 */
final class MqttTrackerClient implements ProtocolClient {

    private static final Logger LOG = LoggerFactory.getLogger(MqttTrackerClient.class);

    /** Reason codes from here on are refusals (MQTT 5, 2.4). */
    private static final int FIRST_REFUSAL = 0x80;

    private static final int KEEP_ALIVE_S = 30;

    /** It writes down every connection that breaks, which they do here. Kept, or its level would go with it. */
    private static final java.util.logging.Logger PAHO = java.util.logging.Logger.getLogger("org.eclipse.paho");

    static {
        PAHO.setLevel(java.util.logging.Level.OFF);
    }

    private final Drive drive;
    private final String deviceId;
    private final String secret;
    private final int qos;
    private final String server;
    private final Set<Long> answered = new HashSet<>();
    private volatile @Nullable MqttAsyncClient client;

    MqttTrackerClient(int number, int qos, String secret, InetSocketAddress gateway) {
        this.drive = new Drive(number);
        this.deviceId = LoadTracker.id(number);
        this.secret = secret;
        this.qos = qos;
        this.server = "tcp://" + gateway.getAddress().getHostAddress() + ":" + gateway.getPort();
    }

    @Override
    public void connect() throws IOException {
        connected();
    }

    private MqttAsyncClient connected() throws IOException {
        close();
        try {
            MqttAsyncClient opened = new MqttAsyncClient(server, deviceId, new MemoryPersistence());
            client = opened;
            opened.connect(options()).waitForCompletion(Connection.PATIENCE.toMillis());
            return opened;
        } catch (MqttException e) {
            close();
            throw new IOException(e.getMessage(), e);
        }
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(deviceId);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) Connection.PATIENCE.toSeconds());
        options.setKeepAliveInterval(KEEP_ALIVE_S);
        return options;
    }

    @Override
    public boolean say(List<Long> recordsMs, Start start) throws IOException {
        MqttAsyncClient known = client;
        MqttAsyncClient open = known == null ? connected() : known;
        Map<Long, IMqttToken> asked = new LinkedHashMap<>();
        MqttException failure = null;
        try {
            for (long ms : recordsMs) {
                if (!answered.contains(ms)) {
                    asked.put(ms, open.publish("fleet/v1/" + deviceId + "/telemetry", message(ms, start)));
                }
            }
        } catch (MqttException e) {
            failure = e;
        }
        long deadlineNs = System.nanoTime() + Connection.PATIENCE.toNanos();
        for (Map.Entry<Long, IMqttToken> one : asked.entrySet()) {
            try {
                await(one.getValue(), deadlineNs);
                answered.add(one.getKey());
            } catch (MqttException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        answered.clear();
        return true;
    }

    private static void await(IMqttToken token, long deadlineNs) throws MqttException {
        // Paho takes 0 for "as long as it takes".
        token.waitForCompletion(Math.max(1, (deadlineNs - System.nanoTime()) / 1_000_000));
        int[] reasons = token.getReasonCodes();
        if (reasons != null && reasons.length > 0 && reasons[0] >= FIRST_REFUSAL) {
            throw new MqttException(reasons[0]);
        }
    }

    private MqttMessage message(long ms, Start start) {
        Telemetry record = Telemetry.builder(deviceId, Uplink.MQTT_QOS_1.protocol(), start.epochMs() + ms)
                .fix(drive.fix(ms))
                .ignition(true)
                .odometerM(drive.odometerM(ms))
                .build();
        MqttMessage message = new MqttMessage(TelemetryJson.encode(record));
        message.setQos(qos);
        return message;
    }

    @Override
    public void close() {
        MqttAsyncClient old = client;
        client = null;
        if (old == null) {
            return;
        }
        try {
            old.disconnectForcibly(0, 0, false);
        } catch (MqttException e) {
            LOG.debug("{}: {}", deviceId, e.getMessage()); // it was not connected
        }
        try {
            old.close(true);
        } catch (MqttException e) {
            LOG.debug("{}: {}", deviceId, e.getMessage());
        }
    }
}
