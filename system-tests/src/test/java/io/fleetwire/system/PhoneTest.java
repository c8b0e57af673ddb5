package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Any MQTT client with the credentials of {@code ./fleet device add} is a driver app. */
@ExtendWith(SharedHouse.class)
class PhoneTest {

    @Test
    void aPositionAndATripEventReachTheTablesAndThePage(House house) throws Exception {
        String secret = house.register("phone-1", "fleetjson", "BIKE-1");
        try (LiveFeed page = LiveFeed.open(house.live());
                MqttClient phone = connect(house, "phone-1", secret)) {
            Instant at = Instant.now();
            phone.publish("fleet/v1/phone-1/event", json("""
                    {"driverId":"D-phone","event":"SHIFT_START","at":"%s"}""".formatted(at.minusSeconds(2))), 1, false);
            phone.publish("fleet/v1/phone-1/trip", json("""
                    {"driverId":"D-phone","event":"TRIP_START","at":"%s","tripId":"T-1","lat":52.5,"lon":13.4}"""
                    .formatted(at.minusSeconds(1))), 1, false);
            phone.publish("fleet/v1/phone-1/telemetry", json("""
                    {"deviceTime":"%s","fix":{"lat":52.5001,"lon":13.4001,"speedKmh":31}}""".formatted(at)), 1, false);

            JsonNode live = page.await(item -> item.path("vehicleId").asText().equals("BIKE-1")
                    && item.path("lat").asDouble() == 52.5001);
            assertThat(live.path("driverId").asText()).isEqualTo("D-phone");
        }
        String sql = "SELECT driver_id, trip_id FROM fleet.fact_telemetry FINAL WHERE device_id = 'phone-1'";
        await().atMost(House.PATIENCE).until(() -> !house.rows(sql).isEmpty());
        assertThat(house.rows(sql).getFirst().path("driver_id").asText()).isEqualTo("D-phone");
        String trips = "SELECT driver_id FROM fleet.fact_trip_sessions FINAL WHERE vehicle_id = 'BIKE-1'";
        await().atMost(House.PATIENCE).until(() -> !house.rows(trips).isEmpty());
    }

    @Test
    void ownTracksWorksAsTheAppPublishes(House house) throws Exception {
        String secret = house.register("jane", "owntracks", "JANE");
        try (MqttClient phone = connect(house, "jane", secret)) {
            phone.publish("owntracks/jane/pixel", json("""
                    {"_type":"location","lat":48.2,"lon":16.37,"tst":%d,"acc":12,"vel":42,"batt":88,"t":"u"}"""
                    .formatted(Instant.now().getEpochSecond())), 1, true);
        }
        String sql = "SELECT vehicle_id, speed_kmh FROM fleet.fact_telemetry FINAL WHERE device_id = 'jane'";
        await().atMost(House.PATIENCE).until(() -> !house.rows(sql).isEmpty());
        assertThat(house.rows(sql).getFirst().path("speed_kmh").asDouble()).isEqualTo(42);
    }

    @Test
    void aWrongSecretAndAnAnonymousClientAreRefused(House house) throws Exception {
        String secret = house.register("phone-2", "fleetjson", "BIKE-2");
        connect(house, "phone-2", secret).disconnect();
        assertThatThrownBy(() -> {
                    MqttClient guesser = new MqttClient(house.mqtt(), "phone-2", new MemoryPersistence());
                    guesser.connect(options("phone-2", "guess"));
                })
                .isInstanceOf(MqttException.class);
        assertThatThrownBy(() -> {
                    MqttClient anonymous = new MqttClient(house.mqtt(), "nobody", new MemoryPersistence());
                    anonymous.connect();
                })
                .isInstanceOf(MqttException.class);
    }

    @Test
    void anotherDevicesTopicIsRefusedAndNothingOfItIsStored(House house) throws Exception {
        String secret = house.register("phone-3", "fleetjson", "BIKE-3");
        house.register("phone-4", "fleetjson", "BIKE-4");
        MqttClient thief = connect(house, "phone-3", secret);
        String stolen = """
                {"deviceTime":"%s","fix":{"lat":1,"lon":1}}""".formatted(Instant.now());
        assertThatThrownBy(() -> thief.publish("fleet/v1/phone-4/telemetry", json(stolen), 1, false))
                .isInstanceOf(MqttException.class);
        try (MqttClient honest = connect(house, "phone-3", secret)) {
            honest.publish("fleet/v1/phone-3/telemetry", json(stolen), 1, false);
        }
        String sql = "SELECT device_id FROM fleet.fact_telemetry FINAL WHERE device_id IN ('phone-3', 'phone-4')";
        await().atMost(House.PATIENCE).until(() -> !house.rows(sql).isEmpty());
        List<JsonNode> rows = house.rows(sql);
        assertThat(rows).extracting(row -> row.path("device_id").asText()).containsOnly("phone-3");
    }

    /** A registration takes a moment to reach the gateway: a real secret is tried until it is known. */
    private static MqttClient connect(House house, String user, String secret) throws MqttException {
        MqttClient client = new MqttClient(house.mqtt(), user, new MemoryPersistence());
        await().atMost(House.PATIENCE).ignoreExceptionsInstanceOf(MqttException.class).until(() -> {
            client.connect(options(user, secret));
            return client.isConnected();
        });
        return client;
    }

    private static MqttConnectionOptions options(String user, String secret) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(user);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setConnectionTimeout(10);
        return options;
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
