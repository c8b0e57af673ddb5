package io.fleetwire.service.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Alert;
import io.fleetwire.event.Alert.Severity;
import io.fleetwire.event.Alert.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Open alerts come back from the store after a start, also where the store is behind Kafka at first. */
class StoredAlertsTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private Instant now = START;
    private boolean ready = true;
    private @Nullable Instant storedUntil;
    private final TreeMap<String, Alert> rows = new TreeMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private final LiveHub hub = new LiveHub(() -> now, () -> new PipelineHealth(true, true, "RUNNING"));
    private final StoredAlerts stored = new StoredAlerts(hub, new FakeStore(), () -> now);

    private final class FakeStore implements StoredAlerts.Store {
        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public @Nullable Instant storedUntil() {
            return storedUntil;
        }

        @Override
        public List<Alert> open(int limit) {
            asked.add(limit);
            return rows.values().stream()
                    .filter(alert -> alert.state() == State.OPEN)
                    .limit(limit)
                    .toList();
        }

        @Override
        public Optional<Alert> now(Alert alert) {
            return Optional.ofNullable(rows.get(alert.id()));
        }
    }

    @Test
    void waitsForTheStoreAndAsksNoMoreOnceItHasEverything() {
        row("a", 1, State.OPEN);
        ready = false;
        pass();
        assertThat(hub.alertsOpen()).isZero();
        ready = true;
        pass();
        assertThat(hub.alertsOpen()).isEqualTo(1);
        storedUntil = START.plusSeconds(1);
        pass();
        int until = asked.size();
        pass();
        pass();
        assertThat(asked).hasSize(until);
    }

    @Test
    void whatClosedWhileTheStoreWasBehindClosesHere() {
        row("closed", 1, State.OPEN);
        row("withdrawn", 1, State.OPEN);
        row("open", 1, State.OPEN);
        pass();
        assertThat(hub.alertsOpen()).isEqualTo(3);
        row("closed", 2, State.CLOSED);
        rows.remove("withdrawn");
        pass();
        assertThat(hub.alertsOpen()).isEqualTo(1);
        assertThat(hub.alert("closed").orElseThrow().state()).isEqualTo(State.CLOSED);
        assertThat(hub.alert("withdrawn").orElseThrow().deleted()).isTrue();
    }

    @Test
    void screensGetThemWithASnapshotSinceTheyAreNoNews() throws Exception {
        FakeScreen browser = new FakeScreen();
        hub.subscribe(hub.open(browser).orElseThrow(), ClientMessage.read("{\"subscribe\":{\"alerts\":true}}"));
        row("a", 1, State.OPEN);
        pass();
        hub.tick();
        hub.tick();
        assertThat(browser.heard("alert")).isEmpty();
        assertThat(browser.heard("snapshot")).hasSize(2);
        assertThat(browser.last("snapshot").path("alerts")).hasSize(1);
    }

    @Test
    void whatKafkaHasToldSinceCounts() {
        hub.alert(Samples.alert(now, "a", 2, Severity.CRITICAL, State.CLOSED));
        row("a", 1, State.OPEN);
        row("b", 1, State.OPEN);
        pass();
        assertThat(hub.alertsOpen()).isEqualTo(1);
        hub.alert(Samples.alert(now, "b", 3, Severity.CRITICAL, State.OPEN));
        rows.remove("b");
        pass();
        assertThat(hub.alert("b").orElseThrow().deleted()).isFalse();
    }

    @Test
    void asksAgainWhenThereIsRoomForWhatWasLeftOut() {
        storedUntil = START.plusSeconds(1);
        for (int i = 0; i <= AlertCache.MAX_OPEN; i++) {
            hub.alert(row("a" + i, 1, State.OPEN));
        }
        assertThat(hub.alert("a0")).isEmpty();
        pass();
        assertThat(hub.alertsOpen()).isEqualTo(AlertCache.MAX_OPEN);
        hub.alert(row("a5", 2, State.CLOSED));
        hub.alert(row("a6", 2, State.CLOSED));
        pass();
        assertThat(rows.keySet()).allSatisfy(id -> assertThat(hub.alert(id)).isPresent());
        assertThat(hub.alertsOpen()).isEqualTo(AlertCache.MAX_OPEN - 1);
        assertThat(hub.hasRoomForAlerts()).isFalse();
    }

    private Alert row(String id, long version, State state) {
        Alert alert = Samples.alert(START, id, version, Severity.WARNING, state);
        rows.put(id, alert);
        return alert;
    }

    private void pass() {
        now = now.plus(StoredAlerts.ASK_AGAIN_AFTER);
        stored.look();
    }
}
