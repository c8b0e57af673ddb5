package io.fleetwire.service.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Alert;
import io.fleetwire.event.Alert.Severity;
import io.fleetwire.event.Alert.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions order what screens are told of an alert, whatever the order in which it comes. */
class AlertVersionsTest {

    private static final String ALL = "{\"subscribe\":{\"alerts\":true}}";

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final LiveHub hub = new LiveHub(() -> now, () -> new PipelineHealth(true, true, "RUNNING"));

    @Test
    void aSeverityThatRisesAndFallsReachesTheScreen() throws Exception {
        FakeScreen browser = screen();
        tell(1, Severity.WARNING, State.OPEN);
        tell(2, Severity.CRITICAL, State.OPEN);
        tell(3, Severity.WARNING, State.OPEN);
        assertThat(told(browser)).containsExactly("1 WARNING OPEN", "2 CRITICAL OPEN", "3 WARNING OPEN");
        assertThat(hub.alertsOpen()).isEqualTo(1);
    }

    @Test
    void anAlertThatClosedMayOpenAgain() throws Exception {
        FakeScreen browser = screen();
        tell(1, Severity.WARNING, State.OPEN);
        tell(2, Severity.WARNING, State.CLOSED);
        assertThat(hub.alertsOpen()).isZero();
        tell(3, Severity.WARNING, State.OPEN);
        assertThat(told(browser)).containsExactly("1 WARNING OPEN", "2 WARNING CLOSED", "3 WARNING OPEN");
        assertThat(hub.alertsOpen()).isEqualTo(1);
    }

    @Test
    void aWithdrawnAlertLeavesOpenScreensAndIsInNoSnapshotAndCountsAsNothing() throws Exception {
        FakeScreen browser = screen();
        Alert alert = alert(1, Severity.CRITICAL, State.OPEN);
        hub.alert(alert);
        hub.alert(alert.withdrawn(5));
        hub.alert(alert);
        JsonNode last = browser.last("alert").path("item");
        assertThat(last.path("deleted").asBoolean()).isTrue();
        assertThat(last.path("state").asText()).isEqualTo("CLOSED");
        assertThat(told(browser)).hasSize(2);
        assertThat(hub.alertsOpen()).isZero();
        JsonNode snapshot = screen().last("snapshot");
        assertThat(snapshot.path("alerts")).isEmpty();
        assertThat(snapshot.path("withdrawn")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderAndAnyRepetitionEndsInTheNewest(int seed) throws Exception {
        FakeScreen browser = screen();
        List<Alert> versions = new ArrayList<>(List.of(
                alert(1, Severity.INFO, State.OPEN),
                alert(2, Severity.CRITICAL, State.OPEN),
                alert(3, Severity.CRITICAL, State.CLOSED),
                alert(4, Severity.CRITICAL, State.OPEN).withdrawn(4),
                alert(5, Severity.WARNING, State.OPEN)));
        versions.addAll(List.copyOf(versions));
        Collections.shuffle(versions, new Random(seed));
        versions.forEach(hub::alert);
        assertThat(told(browser).getLast()).isEqualTo("5 WARNING OPEN");
        assertThat(told(browser)).isSorted().doesNotHaveDuplicates();
        JsonNode alerts = screen().last("snapshot").path("alerts");
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).path("version").asLong()).isEqualTo(5);
    }

    @Test
    void aScreenThatComesBackHearsTheNewestVersionOnly() throws Exception {
        FakeScreen before = new FakeScreen();
        LiveSubscription screen = hub.open(before).orElseThrow();
        hub.subscribe(screen, ClientMessage.read(ALL));
        tell(1, Severity.WARNING, State.OPEN);
        long seen = before.heard.getLast().path("seq").asLong();
        hub.gone(screen);
        tell(2, Severity.CRITICAL, State.OPEN);
        tell(4, Severity.CRITICAL, State.CLOSED);
        tell(3, Severity.WARNING, State.OPEN);
        FakeScreen after = new FakeScreen();
        hub.subscribe(
                hub.open(after).orElseThrow(),
                ClientMessage.read("{\"subscribe\":{\"alerts\":true},\"since\":" + seen + "}"));
        assertThat(after.heard("snapshot")).isEmpty();
        assertThat(told(after)).containsExactly("4 CRITICAL CLOSED");
    }

    @Test
    void openAlertsStayHoweverOldTheyAreAndHoweverManyOthersClose() throws Exception {
        hub.alert(Samples.alert(now, "old", 1, Severity.CRITICAL, State.OPEN));
        now = now.plus(Duration.ofDays(40));
        for (int i = 0; i < 2 * AlertCache.MAX_CLOSED; i++) {
            hub.alert(Samples.alert(now, "a" + i, 1, Severity.WARNING, State.OPEN));
            hub.alert(Samples.alert(now, "a" + i, 2, Severity.WARNING, State.CLOSED));
        }
        assertThat(hub.alertsOpen()).isEqualTo(1);
        JsonNode alerts = screen().last("snapshot").path("alerts");
        assertThat(alerts).hasSize(1 + AlertCache.MAX_CLOSED);
        assertThat(StreamSupport.stream(alerts.spliterator(), false)
                        .filter(alert -> alert.path("state").asText().equals("OPEN"))
                        .map(alert -> alert.path("id").asText()))
                .containsExactly("old");
    }

    @Test
    void beyondTheLimitTheLeastUrgentIsLeftOutAndScreensSaySo() throws Exception {
        FakeScreen browser = new FakeScreen();
        hub.subscribe(hub.open(browser).orElseThrow(), ClientMessage.read("{\"subscribe\":{\"alerts\":false}}"));
        hub.alert(Samples.alert(now, "sos", 1, Severity.CRITICAL, State.OPEN));
        for (int i = 1; i < AlertCache.MAX_OPEN; i++) {
            hub.alert(Samples.alert(now, "a" + i, 1, Severity.WARNING, State.OPEN));
        }
        pulse();
        assertThat(browser.last("health").has("limits")).isFalse();
        hub.alert(Samples.alert(now, "one-more", 1, Severity.WARNING, State.OPEN));
        pulse();
        assertThat(browser.last("health").path("limits").path("openAlerts").asInt())
                .isEqualTo(AlertCache.MAX_OPEN);
        assertThat(hub.alert("sos")).isPresent();
        assertThat(hub.alert("a1")).isEmpty();
        assertThat(hub.alertsOpen()).isEqualTo(AlertCache.MAX_OPEN);
    }

    @Test
    void alertsOfBeforeVersionsOpenOnceAndCloseOnce() throws Exception {
        FakeScreen browser = screen();
        tell(0, Severity.WARNING, State.OPEN);
        tell(0, Severity.CRITICAL, State.OPEN);
        tell(0, Severity.CRITICAL, State.CLOSED);
        tell(0, Severity.WARNING, State.OPEN);
        assertThat(told(browser)).containsExactly("0 WARNING OPEN", "0 CRITICAL OPEN", "0 CRITICAL CLOSED");
    }

    private void pulse() {
        now = now.plus(LiveHub.HEALTH_EVERY);
        hub.tick();
    }

    private Alert alert(long version, Severity severity, State state) {
        return Samples.alert(now, "a", version, severity, state);
    }

    private void tell(long version, Severity severity, State state) {
        hub.alert(alert(version, severity, state));
    }

    private FakeScreen screen() throws Exception {
        FakeScreen browser = new FakeScreen();
        hub.subscribe(hub.open(browser).orElseThrow(), ClientMessage.read(ALL));
        return browser;
    }

    private static List<String> told(FakeScreen browser) {
        return browser.heard("alert").stream()
                .map(message -> message.path("item"))
                .map(item -> item.path("version").asLong() + " "
                        + item.path("severity").asText() + " "
                        + item.path("state").asText())
                .toList();
    }
}
