package io.fleetwire.gateway;

import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.SecretHash;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.TestKafka;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of a gateway on a real Kafka. The class starts the gateway as it needs it; both live as long as the class's tests. */
abstract class GatewayOnKafka {

    static TestKafka kafka;

    /** Null until the class has started it. */
    @SuppressWarnings("NullAway.Init")
    static TestGateway gateway;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void startKafka() throws Exception {
        gateway = null; // the one of the class before
        kafka = TestKafka.withTopics();
    }

    @AfterAll
    static void stopGatewayAndKafka() {
        if (gateway != null) {
            gateway.close();
        }
        kafka.close();
    }

    static void register(Device... devices) throws Exception {
        for (Device device : devices) {
            kafka.write(Topics.CONFIG, device);
        }
    }

    /** An app that logs in at the MQTT broker. */
    static Device app(String id, String vehicle, String secret) {
        return new Device(
                id, vehicle, "mqtt", Device.Status.ACTIVE, SecretHash.create(secret), Map.of(), Instant.EPOCH);
    }

    /** A tracker, which has no password. */
    static Device tracker(String id, String vehicle, String protocol, Map<String, String> settings) {
        return new Device(id, vehicle, protocol, Device.Status.ACTIVE, null, settings, Instant.EPOCH);
    }
}
