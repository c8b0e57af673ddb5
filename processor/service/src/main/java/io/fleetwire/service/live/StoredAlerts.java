package io.fleetwire.service.live;

import io.fleetwire.event.Alert;
import io.fleetwire.service.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the open alerts from ClickHouse after a start: an alert may be open for longer than Kafka keeps what was said of it. ClickHouse may be behind
 * Kafka at first, so it is asked again until it has everything Kafka had at the start; what it then no longer has open is closed here too. Used by one
 * thread.
 */
final class StoredAlerts {

    /** While ClickHouse is behind. */
    static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(30);

    /** What is asked. */
    interface Store {
        boolean isReady();

        /** Everything Kafka had then is in the store; null: that is not known. */
        @Nullable
        Instant storedUntil();

        /** The open alerts, the newest first. */
        List<Alert> open(int limit);

        /** The same alert as it is now; empty: it was withdrawn. */
        Optional<Alert> now(Alert alert);
    }

    private final LiveHub hub;
    private final Store store;
    private final InstantSource clock;
    private final Instant startedAt;
    private Map<String, Alert> loaded = Map.of();
    private boolean settled;
    private Instant due = Instant.EPOCH;

    StoredAlerts(LiveHub hub, Store store, InstantSource clock) {
        this.hub = hub;
        this.store = store;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Looks whether there is something to ask, and asks: call it often. */
    void look() {
        Instant now = clock.instant();
        if ((settled && !hub.hasRoomForAlerts()) || now.isBefore(due) || !store.isReady()) {
            return;
        }
        // Looked at before the question: what was stored by then, the answer has.
        Instant storedUntil = store.storedUntil();
        try {
            load();
            settled = settled || (storedUntil != null && storedUntil.isAfter(startedAt));
        } catch (StoreUnavailableException e) {
            // It went away in between: nothing is lost by asking again.
        }
        due = now.plus(ASK_AGAIN_AFTER);
    }

    private void load() {
        List<Alert> open = store.open(AlertCache.MAX_OPEN);
        boolean complete = open.size() < AlertCache.MAX_OPEN;
        Map<String, Alert> byId = new HashMap<>();
        open.forEach(alert -> byId.put(alert.id(), alert));
        hub.storedAlerts(open.reversed(), complete);
        if (complete) {
            loaded.values().stream()
                    .filter(before -> !byId.containsKey(before.id()))
                    .forEach(this::bringUpToDate);
            loaded = byId;
        }
    }

    /** The store had it open before and has not now. Where Kafka has told more of it since, that counts. */
    private void bringUpToDate(Alert before) {
        boolean stillOpenHere = hub.alert(before.id())
                .filter(shown -> shown.state() == Alert.State.OPEN && shown.version() == before.version())
                .isPresent();
        if (stillOpenHere) {
            hub.alert(store.now(before).orElseGet(() -> before.withdrawn(before.version())));
        }
    }
}
