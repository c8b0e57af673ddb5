package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Any MQTT client with the credentials of {@code ./fleet device add} is a driver app. */
@ExtendWith(SharedStack.class)
class PhoneTest {

    @Test
    void aPositionAndATripEventReachTheTablesAndThePage(Stack stack) throws Exception {
        String secret = stack.deviceAdd("phone-1", "BIKE-1");
        try (LiveFeed page = stack.watch();
                Phone phone = Phone.connect(stack, "phone-1", secret)) {
            Instant at = Instant.now();
            phone.publish(
                    "fleet/v1/phone-1/event",
                    "{\"driverId\":\"D-phone\",\"event\":\"SHIFT_START\",\"at\":\"" + at.minusSeconds(40) + "\"}",
                    false);
            phone.publish(
                    "fleet/v1/phone-1/trip",
                    "{\"driverId\":\"D-phone\",\"event\":\"TRIP_START\",\"at\":\"" + at.minusSeconds(39)
                            + "\",\"tripId\":\"T-1\",\"lat\":52.5,\"lon\":13.4}",
                    false);
            for (int i = 0; i <= 10; i++) {
                phone.publish(
                        "fleet/v1/phone-1/telemetry", position(at.minusSeconds(30 - 3 * i), 52.5 + i * 0.0003), false);
            }

            JsonNode live = page.await(item -> item.path("vehicleId").asText().equals("BIKE-1")
                    && item.path("lat").asDouble() == 52.503);
            assertThat(live.path("driverId").asText()).isEqualTo("D-phone");
        }
        String records = "SELECT DISTINCT driver_id FROM fleet.fact_telemetry FINAL WHERE device_id = 'phone-1'";
        await().atMost(Stack.PATIENCE).until(() -> !stack.rows(records).isEmpty());
        assertThat(stack.rows(records))
                .extracting(row -> row.path("driver_id").asText())
                .containsExactly("D-phone");
        String trips = "SELECT driver_id, state FROM fleet.fact_trip_sessions FINAL WHERE vehicle_id = 'BIKE-1'";
        await().atMost(Stack.PATIENCE).until(() -> !stack.rows(trips).isEmpty());
        assertThat(stack.rows(trips).getFirst().path("driver_id").asText()).isEqualTo("D-phone");
    }

    private static String position(Instant at, double lat) {
        return "{\"deviceTime\":\"" + at + "\",\"fix\":{\"lat\":" + lat
                + ",\"lon\":13.4,\"speedKmh\":40,\"headingDeg\":0}}";
    }

    @Test
    void ownTracksWorksAsTheAppPublishes(Stack stack) throws Exception {
        String secret = stack.register("jane", "owntracks", "JANE");
        try (Phone phone = Phone.connect(stack, "jane", secret)) {
            phone.publish(
                    "owntracks/jane/pixel",
                    "{\"_type\":\"location\",\"lat\":48.2,\"lon\":16.37,\"tst\":"
                            + Instant.now().getEpochSecond() + ",\"acc\":12,\"vel\":42,\"batt\":88,\"t\":\"u\"}",
                    true);
        }
        String sql = "SELECT vehicle_id, speed_kmh FROM fleet.fact_telemetry FINAL WHERE device_id = 'jane'";
        await().atMost(Stack.PATIENCE).until(() -> !stack.rows(sql).isEmpty());
        assertThat(stack.rows(sql).getFirst().path("vehicle_id").asText()).isEqualTo("JANE");
        assertThat(stack.rows(sql).getFirst().path("speed_kmh").asDouble()).isEqualTo(42);
    }

    @Test
    void aWrongSecretAndAnAnonymousClientAreRefused(Stack stack) throws Exception {
        String secret = stack.register("phone-2", "fleetjson", "BIKE-2");
        Phone.connect(stack, "phone-2", secret).close();

        assertThatThrownBy(() -> Phone.tryOnce(stack, "phone-2", "guess")).isInstanceOf(MqttException.class);
        assertThatThrownBy(() -> Phone.tryAnonymously(stack)).isInstanceOf(MqttException.class);
    }

    @Test
    void anotherDevicesTopicIsRefusedAndNothingOfItIsStored(Stack stack) throws Exception {
        String secret = stack.register("phone-3", "fleetjson", "BIKE-3");
        stack.register("phone-4", "fleetjson", "BIKE-4");
        String stolen = position(Instant.now(), 1);
        Phone thief = Phone.connect(stack, "phone-3", secret);
        assertThatThrownBy(() -> thief.publish("fleet/v1/phone-4/telemetry", stolen, false))
                .isInstanceOf(MqttException.class);

        try (Phone honest = Phone.connect(stack, "phone-3", secret)) {
            honest.publish("fleet/v1/phone-3/telemetry", stolen, false);
        }
        String sql = "SELECT device_id FROM fleet.fact_telemetry FINAL WHERE device_id IN ('phone-3', 'phone-4')";
        await().atMost(Stack.PATIENCE).until(() -> !stack.rows(sql).isEmpty());
        List<JsonNode> rows = stack.rows(sql);
        assertThat(rows).extracting(row -> row.path("device_id").asText()).containsOnly("phone-3");
    }
}
