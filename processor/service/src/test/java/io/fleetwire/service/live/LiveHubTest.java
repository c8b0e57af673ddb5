package io.fleetwire.service.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.wire.MalformedEventException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hub under a clock that stands still until told. */
class LiveHubTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ALL = "{\"subscribe\":{\"alerts\":true}}";

    private Instant now = START;
    private final LiveHub hub = new LiveHub(() -> now, () -> new PipelineHealth(true, false, "RUNNING"));

    @Test
    void beginsWithASnapshotAndGoesOnWithChanges() throws Exception {
        hub.position(at("VAN-1", 52.5, 13.4), true);
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);

        JsonNode snapshot = browser.heard.getFirst();
        assertThat(snapshot.path("type").asText()).isEqualTo("snapshot");
        assertThat(snapshot.path("vehicles").findValuesAsText("vehicleId")).containsExactly("VAN-1");
        assertThat(snapshot.path("vehicles").get(0).has("speedKmh")).isTrue();
        assertThat(snapshot.path("vehicles").get(0).has("driverId"))
                .as("a missing value is absent")
                .isFalse();

        hub.position(at("VAN-1", 52.6, 13.4), false);
        pass(Duration.ofMillis(250));
        assertThat(browser.last("positions").path("items").get(0).path("lat").asDouble())
                .isEqualTo(52.6);
    }

    @Test
    void numbersItsMessagesWithoutAGap() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        for (int i = 0; i < 20; i++) {
            hub.position(at("VAN-" + i % 3, 52 + i / 100.0, 13), false);
            hub.alert(alert("a" + i, Alert.State.OPEN, "VAN-1"));
            pass(Duration.ofMillis(250));
        }
        List<Long> numbers = browser.heard.stream()
                .map(message -> message.path("seq").asLong())
                .toList();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1);
        }
        assertThat(numbers.getLast()).isLessThan(1L << 53);
    }

    @Test
    void sendsPositionsAtMostFourTimesASecondAndOnlyTheNewestOfEach() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        for (int i = 0; i < 1_000; i++) {
            hub.position(at("VAN-1", 50 + i / 1_000.0, 13), false);
            pass(Duration.ofMillis(1));
        }
        assertThat(browser.heard("positions"))
                .hasSizeBetween(3, 4)
                .allSatisfy(message -> assertThat(message.path("items")).hasSize(1));
    }

    @Test
    void tellsNothingWhileTheTopicsAreReadBack() throws Exception {
        hub.holdUntil(now.plusSeconds(8));
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        hub.alert(alert("a", Alert.State.OPEN, "VAN-1"));
        pass(Duration.ofSeconds(7));
        assertThat(browser.heard).isEmpty();
        hub.begin();
        pass(Duration.ofMillis(25));
        assertThat(browser.heard.getFirst().path("type").asText()).isEqualTo("snapshot");
        assertThat(browser.heard("alert")).as("old news").isEmpty();

        hub.holdUntil(now.plusSeconds(8));
        FakeScreen other = new FakeScreen();
        subscribe(other, ALL);
        pass(Duration.ofSeconds(9));
        assertThat(other.heard("snapshot")).as("Kafka may be away").hasSize(1);
    }

    @Test
    void sendsAlertsAtOnceAndEachStateOnce() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        hub.alert(alert("a", Alert.State.OPEN, "VAN-1"));
        hub.alert(alert("a", Alert.State.OPEN, "VAN-1"));
        hub.alert(alert("a", Alert.State.CLOSED, "VAN-1"));
        hub.alert(alert("a", Alert.State.OPEN, "VAN-1"));
        assertThat(browser.heard("alert"))
                .extracting(message -> message.path("item").path("state").asText())
                .containsExactly("OPEN", "CLOSED");
    }

    @Test
    void givesASlowScreenTheNewestStateAndNoQueue() throws Exception {
        FakeScreen slow = new FakeScreen();
        slow.slow = true;
        FakeScreen fast = new FakeScreen();
        subscribe(slow, ALL);
        subscribe(fast, ALL);
        for (int i = 0; i < 400; i++) {
            hub.position(at("VAN-1", 50 + i / 1_000.0, 13), false);
            pass(Duration.ofMillis(50));
            assertThat(slow.underWayNow).isEqualTo(1);
        }
        assertThat(slow.heard).hasSize(1);
        assertThat(fast.heard("positions").size()).isGreaterThan(60);

        slow.drain();
        assertThat(slow.heard).hasSize(2);
        assertThat(slow.last("positions").path("items").get(0).path("lat").asDouble())
                .isEqualTo(50.399);
    }

    @Test
    void givesAScreenThatMissedTooManyAlertsASnapshot() throws Exception {
        FakeScreen slow = new FakeScreen();
        slow.slow = true;
        subscribe(slow, ALL);
        for (int i = 0; i <= AlertCache.MAX_CLOSED; i++) {
            hub.alert(alert("a" + i, Alert.State.CLOSED, "VAN-1"));
        }
        slow.drain();
        assertThat(slow.heard("snapshot")).hasSize(2);
        assertThat(slow.heard("alert")).isEmpty();
        assertThat(slow.last("snapshot").path("alerts")).hasSize(AlertCache.MAX_CLOSED);
    }

    @Test
    void dropsAScreenWhoseNetworkTakesNothing() throws Exception {
        FakeScreen stuck = new FakeScreen();
        stuck.slow = true;
        subscribe(stuck, ALL);
        pass(LiveHub.SEND_WITHIN.plusMillis(1));
        assertThat(stuck.closedWith).isEqualTo(LiveHub.TRY_AGAIN_LATER);
        assertThat(hub.screens()).isZero();
    }

    @Test
    void dropsAConnectionThatAsksForNothing() {
        FakeScreen silent = new FakeScreen();
        hub.open(silent);
        pass(LiveHub.SUBSCRIBE_WITHIN.plusMillis(1));
        assertThat(silent.closedWith).isEqualTo(LiveHub.POLICY_VIOLATION);
    }

    @Test
    void refusesMoreScreensThanItCanServe() {
        for (int i = 0; i < LiveHub.MAX_SCREENS; i++) {
            hub.open(new FakeScreen());
        }
        FakeScreen tooMany = new FakeScreen();
        assertThat(hub.open(tooMany)).isEmpty();
        assertThat(tooMany.closedWith).isEqualTo(LiveHub.TRY_AGAIN_LATER);
    }

    @Test
    void goesOnWhereAScreenThatComesBackWas() throws Exception {
        FakeScreen before = new FakeScreen();
        LiveSubscription screen = subscribe(before, ALL);
        hub.position(at("VAN-1", 50, 13), false);
        pass(Duration.ofMillis(250));
        long seen = before.heard.getLast().path("seq").asLong();
        hub.alert(alert("missed", Alert.State.OPEN, "VAN-1"));
        hub.position(at("VAN-2", 51, 13), false);
        pass(Duration.ofMillis(250));
        hub.gone(screen);

        FakeScreen after = new FakeScreen();
        subscribe(after, "{\"subscribe\":{\"alerts\":true},\"since\":" + seen + "}");
        pass(Duration.ofMillis(250));
        assertThat(after.heard("snapshot")).isEmpty();
        assertThat(after.heard.getFirst().path("seq").asLong()).isEqualTo(seen + 1);
        assertThat(after.last("alert").path("item").path("id").asText()).isEqualTo("missed");
        assertThat(after.lastVehicles()).containsExactly("VAN-2");
    }

    @Test
    void beginsAnewWhereSinceIsTooLongAgoOrUnknownOrTheWishChanged() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        long first = browser.heard.getFirst().path("seq").asLong();
        for (int i = 0; i < Session.REMEMBERED + 1; i++) {
            hub.alert(alert("a" + i, Alert.State.OPEN, "VAN-1"));
        }
        long last = browser.heard.getLast().path("seq").asLong();
        for (String wish : List.of(
                "{\"subscribe\":{},\"since\":" + first + "}",
                "{\"subscribe\":{},\"since\":1}",
                "{\"subscribe\":{\"vehicles\":[\"VAN-1\"]},\"since\":" + last + "}")) {
            FakeScreen again = new FakeScreen();
            subscribe(again, wish);
            assertThat(again.heard.getFirst().path("type").asText()).as(wish).isEqualTo("snapshot");
        }
    }

    @Test
    void showsOnlyTheVehiclesAndAlertsThatWereAskedFor() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, "{\"subscribe\":{\"vehicles\":[\"VAN-2\"],\"alerts\":true}}");
        hub.position(at("VAN-1", 50, 13), false);
        hub.position(at("VAN-2", 50, 13), false);
        hub.alert(alert("one", Alert.State.OPEN, "VAN-1"));
        hub.alert(alert("two", Alert.State.OPEN, "VAN-2"));
        pass(Duration.ofMillis(250));
        assertThat(browser.lastVehicles()).containsExactly("VAN-2");
        assertThat(browser.heard("alert"))
                .extracting(message -> message.path("item").path("id").asText())
                .containsExactly("two");

        FakeScreen quiet = new FakeScreen();
        subscribe(quiet, "{\"subscribe\":{\"alerts\":false}}");
        hub.alert(alert("three", Alert.State.OPEN, "VAN-2"));
        assertThat(quiet.heard("alert")).isEmpty();
        assertThat(quiet.last("snapshot").path("alerts")).isEmpty();
    }

    @Test
    void showsAMapSectionAndWhoLeavesItOnce() throws Exception {
        hub.position(at("IN", 52, 13), true);
        hub.position(at("OUT", 48, 11), true);
        FakeScreen browser = new FakeScreen();
        subscribe(browser, "{\"subscribe\":{\"bbox\":[12,51,14,53]}}");
        assertThat(browser.last("snapshot").path("vehicles").findValuesAsText("vehicleId"))
                .containsExactly("IN");

        hub.position(at("IN", 54, 13), false);
        hub.position(at("OUT", 48.1, 11), false);
        pass(Duration.ofMillis(250));
        assertThat(browser.lastVehicles()).containsExactly("IN");
        hub.position(at("IN", 55, 13), false);
        pass(Duration.ofMillis(250));
        assertThat(browser.heard("positions")).hasSize(1);
    }

    @Test
    void aSectionMayCrossTheDateLine() {
        Filter.Box pacific = Filter.Box.of(List.of(170.0, -20.0, -170.0, 0.0));
        assertThat(pacific.contains(-10, 175)).isTrue();
        assertThat(pacific.contains(-10, -175)).isTrue();
        assertThat(pacific.contains(-10, 0)).isFalse();
    }

    @Test
    void splitsALargeFleetIntoSeveralMessages() throws Exception {
        int fleet = LiveSubscription.MAX_ITEMS * 2 + 7;
        for (int i = 0; i < fleet; i++) {
            hub.position(at("VAN-" + i, 50, 13), true);
        }
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        pass(Duration.ofSeconds(1));
        int told = browser.last("snapshot").path("vehicles").size()
                + browser.heard("positions").stream()
                        .mapToInt(message -> message.path("items").size())
                        .sum();
        assertThat(browser.last("snapshot").path("vehicles")).hasSize(LiveSubscription.MAX_ITEMS);
        assertThat(told).isEqualTo(fleet);
    }

    @Test
    void sendsATripOnceForEachRevision() throws Exception {
        FakeScreen browser = new FakeScreen();
        subscribe(browser, ALL);
        hub.trip(trip(1));
        hub.trip(trip(1));
        hub.trip(trip(2));
        assertThat(browser.heard("trip")).hasSize(2);
        JsonNode item = browser.last("trip").path("item");
        assertThat(item.path("short").asBoolean()).isTrue();
        assertThat(item.has("endedAt")).isFalse();
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

    private Alert alert(String id, Alert.State state, String vehicleId) {
        return Samples.alert(now, id, state, vehicleId);
    }

    private TripSession trip(long version) {
        return Samples.trip(now, version);
    }
}
