package io.fleetwire.service.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.wire.MalformedEventException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What screens are shown of vehicles, and which of it is timed, under a clock that stands still until told. */
class LiveHubVehiclesTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ALL = "{\"subscribe\":{\"alerts\":true}}";

    private Instant now = START;
    private final LiveHub hub = new LiveHub(() -> now, () -> new PipelineHealth(true, false, "RUNNING"));

    @Test
    void showsWhatTheEngineSaidLastAndDecidesNothingItself() throws Exception {
        hub.position(at("HOURLY", 50, 13), false);
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        pass(Duration.ofHours(30));
        assertThat(statusOf("HOURLY")).isEqualTo(Status.MOVING);
        assertThat(browser.heard("positions")).isEmpty();

        hub.position(at("HOURLY", 50, 13).with(Status.OFFLINE), false);
        pass(Duration.ofMillis(250));
        assertThat(browser.last("positions").path("items").get(0).path("status").asText())
                .isEqualTo("OFFLINE");
        hub.position(at("HOURLY", 50, 13), false);
        pass(Duration.ofMillis(250));
        assertThat(browser.last("positions").path("items").get(0).path("status").asText())
                .isEqualTo("MOVING");
    }

    @Test
    void aDeviceTimeHoursAheadHoldsBackNothing() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        hub.position(Samples.position(now.plus(Duration.ofHours(9)), now, "VAN-1", 50, 13), false);
        pass(Duration.ofSeconds(1));
        hub.position(at("VAN-1", 51, 13), false);
        pass(Duration.ofMillis(250));
        assertThat(browser.last("positions").path("items").get(0).path("lat").asDouble())
                .isEqualTo(51);
    }

    @Test
    void timesNeitherSilenceNorStoredRecordsNorWhatIsToldAgain() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        LivePosition record = at("VAN-1", 50, 13);
        hub.position(record, false);
        pass(Duration.ofMillis(250));
        assertThat(hub.latency().count()).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(15));
        hub.position(record, false);
        pass(Duration.ofMillis(250));
        hub.position(record.with(Status.OFFLINE), false);
        pass(Duration.ofMillis(250));
        hub.position(Samples.position(now.minusSeconds(61), now, "VAN-1", 50, 13), false);
        pass(Duration.ofMillis(250));
        assertThat(hub.latency()).isEqualTo(Percentiles.NONE);
        pass(Duration.ofSeconds(3));
        assertThat(browser.last("health").has("lagMs")).isFalse();
        assertThat(browser.heard("positions")).as("shown all the same").hasSize(4);
    }

    @Test
    void aRemovedVehicleLeavesEveryScreenAndItsSilenceDoesNotBringItBack() throws Exception {
        int fleet = LiveSubscription.MAX_ITEMS + 7;
        for (int i = 0; i < fleet; i++) {
            hub.position(at("VAN-" + i, 50, 13), true);
        }
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        pass(Duration.ofSeconds(1));
        LivePosition last = at("VAN-3", 50, 13);
        hub.remove("VAN-3");
        pass(Duration.ofSeconds(5));
        assertThat(browser.heard("snapshot"))
                .as("one more, however large the fleet")
                .hasSize(2);
        assertThat(browser.last("snapshot").path("vehicles").findValuesAsText("vehicleId"))
                .doesNotContain("VAN-3");

        assertThat(hub.position(last.with(Status.OFFLINE), false)).isFalse();
        assertThat(hub.vehicle("VAN-3")).isEmpty();
        assertThat(hub.position(at("VAN-3", 50, 13), false)).isTrue();
        assertThat(hub.position(last.with(Status.OFFLINE), false)).isTrue();
        assertThat(statusOf("VAN-3")).isEqualTo(Status.OFFLINE);
    }

    @Test
    void saysThatVehiclesAreLeftOut() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, "{\"subscribe\":{\"vehicles\":[]}}");
        for (int i = 0; i < LiveCache.MAX_VEHICLES; i++) {
            hub.position(at("VAN-" + i, 50, 13), true);
        }
        pass(Duration.ofSeconds(3));
        assertThat(browser.last("health").has("limits")).isFalse();
        hub.position(at("ONE-MORE", 50, 13), true);
        pass(Duration.ofSeconds(3));
        assertThat(browser.last("health").path("limits").path("vehicles").asInt())
                .isEqualTo(LiveCache.MAX_VEHICLES);
        assertThat(hub.vehicle("VAN-0")).isEmpty();
    }

    @Test
    void timesTheWayFromTheGatewayToTheSocketAndNothingElse() throws Exception {
        hub.position(at("OLD", 50, 13), true);
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        pass(Duration.ofMillis(250));
        assertThat(hub.latency().count()).as("a snapshot is no way").isZero();

        hub.position(at("VAN-1", 50, 13), false);
        pass(Duration.ofMillis(300));
        assertThat(hub.latency()).isEqualTo(new Percentiles(300L, 300L, 300L, 1));
        pass(Duration.ofSeconds(2));
        assertThat(browser.last("health").path("latencyMs").path("p99").asLong())
                .isEqualTo(300);
        pass(Duration.ofMinutes(2));
        assertThat(hub.latency()).isEqualTo(Percentiles.NONE);
    }

    @Test
    void timesTheWayAlsoWhileNobodyWatches() {
        pass(Duration.ofMillis(1));
        hub.position(at("VAN-1", 50, 13), false);
        pass(Duration.ofMillis(300));
        assertThat(hub.latency().count()).isEqualTo(1);
        assertThat(hub.latency().p50()).isEqualTo(300);
    }

    @Test
    void tellsItsHealthEveryTwoSeconds() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMillis(100));
        }
        assertThat(browser.heard("health")).hasSizeBetween(5, 6);
        JsonNode health = browser.last("health");
        assertThat(health.path("kafka").asBoolean()).isTrue();
        assertThat(health.path("clickhouse").asBoolean()).isFalse();
        assertThat(health.path("engine").asText()).isEqualTo("RUNNING");
    }

    private LivePosition.Status statusOf(String vehicleId) {
        return hub.vehicle(vehicleId).orElseThrow().status();
    }

    private LiveSubscription subscribe(FakeScreen browser, String wish) throws MalformedEventException {
        LiveSubscription screen = hub.open(browser).orElseThrow();
        hub.subscribe(screen, ClientMessage.read(wish));
        return screen;
    }

    private void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            // Steps as the ticker makes them; long waits in larger ones.
            Duration step = time.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofSeconds(10) : Duration.ofMillis(300);
            now = now.plus(step).isAfter(end) ? end : now.plus(step);
            hub.tick();
        }
    }

    private LivePosition at(String vehicleId, double lat, double lon) {
        return Samples.position(now, vehicleId, lat, lon);
    }
}
