package io.fleetwire.protocol.fleetjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetJsonAdapterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.412Z");

    private final FleetJsonAdapter adapter = new FleetJsonAdapter();

    private List<VehicleEvent> receive(String topic, String json) throws Malformed {
        return adapter.receive(
                Objects.requireNonNull(adapter.route(topic)), json.getBytes(StandardCharsets.UTF_8), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "fleet/v1/app-7/telemetry, telemetry, false",
        "fleet/v1/app-7/trip, trip, false",
        "fleet/v1/app-7/event, event, false",
        "fleet/v1/app-7/status, status, true"
    })
    void topicsOfADevice(String topic, String channel, boolean retained) {
        assertThat(adapter.route(topic)).isEqualTo(new Route("app-7", channel, retained));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fleet/v1/app-7",
                "fleet/v1/app-7/",
                "fleet/v1//telemetry",
                "fleet/v1/+/telemetry",
                "fleet/v1/#",
                "fleet/v1/app-7/telemetry/more",
                "fleet/v1/app-7/cmd/req",
                "fleet/v2/app-7/telemetry",
                "/fleet/v1/app-7/telemetry",
                "owntracks/ada/phone",
                ""
            })
    void foreignTopics(String topic) {
        assertThat(adapter.route(topic)).isNull();
    }

    @Test
    void telemetryIsTheTopicsDevicesAndTheGatewaysTime() throws Malformed {
        Telemetry event = (Telemetry) receive(
                        "fleet/v1/app-7/telemetry",
                        "{\"deviceId\":\"other\",\"vehicleId\":\"STOLEN\",\"protocol\":\"gt06\",\"receivedAt\":0,"
                                + "\"deviceTime\":\"2026-11-21T09:59:59Z\",\"fix\":{\"lat\":52.5,\"lon\":13.4,\"speedKmh\":48.2}}")
                .getFirst();
        assertThat(event.deviceId()).isEqualTo("app-7");
        assertThat(event.vehicleId()).isEqualTo("app-7");
        assertThat(event.protocol()).isEqualTo("fleetjson");
        assertThat(event.receivedAt()).isEqualTo(NOW);
        assertThat(event.at()).isEqualTo(Instant.parse("2026-11-21T09:59:59Z"));
        assertThat(Objects.requireNonNull(event.fix()).speedKmh()).isEqualTo(48.2);
    }

    @Test
    void tripAndDriverEvents() throws Malformed {
        TripEvent trip = (TripEvent) receive(
                        "fleet/v1/app-7/trip",
                        "{\"event\":\"DELIVERED\",\"at\":1795255200000,\"orderId\":\"A-1\",\"vehicleId\":\"STOLEN\"}")
                .getFirst();
        assertThat(trip.event()).isEqualTo(TripEvent.Kind.DELIVERED);
        assertThat(trip.vehicleId()).isEqualTo("app-7");
        assertThat(trip.at()).isEqualTo(Instant.ofEpochMilli(1_795_255_200_000L));
        DriverEvent driver = (DriverEvent) receive(
                        "fleet/v1/app-7/event",
                        "{\"driverId\":\"ada\",\"event\":\"SHIFT_START\",\"at\":\"2026-11-21T10:00:00+01:00\"}")
                .getFirst();
        assertThat(driver.driverId()).isEqualTo("ada");
        assertThat(driver.deviceId()).isEqualTo("app-7");
        assertThat(driver.at()).isEqualTo(Instant.parse("2026-11-21T09:00:00Z"));
    }

    @Test
    void statusIsTheBrokers() throws Malformed {
        assertThat(receive("fleet/v1/app-7/status", "{\"online\":true,\"at\":1795255200000}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "telemetry | {} | deviceTime is required",
                "telemetry | [] | not a JSON object",
                "telemetry | {\"deviceTime\":0,\"fix\":{\"lat\":91,\"lon\":0}} | lat 91.0 is outside",
                "telemetry | {\"deviceTime\":0}x | not JSON",
                "trip | {\"at\":0} | event is required",
                "trip | {\"event\":\"LUNCH\",\"at\":0} | event: no such event",
                "event | {\"event\":\"BUSY\",\"at\":0} | driverId is required",
                "event | {\"driverId\":\"ada\",\"event\":\"BUSY\"} | at is required",
                "status | {} | online is required",
                "status | nonsense | not JSON"
            })
    void whatIsWrongIsNamed(String channel, String json, String reason) {
        assertThatThrownBy(() -> receive("fleet/v1/app-7/" + channel, json))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(reason);
    }
}
