package io.fleetwire.service.live;

import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.store.TripItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all screens show: the newest of each vehicle, alert and trip, under one count of changes. Not thread-safe: the hub's lock guards it. */
final class Boards {

    /** Beyond it the vehicle that was silent for longest is forgotten. About 1 KB each. */
    static final int MAX_VEHICLES = 50_000;

    /** A screen that has more than these to catch up on gets a snapshot. */
    static final int MAX_ALERTS = 1_000;

    static final int MAX_TRIPS = 10_000;

    /** Older alerts are history: the REST interface has them. */
    static final Duration ALERTS_SHOWN = Duration.ofHours(24);

    /** DEFINITIONS: offline after 10 minutes, or three times what the device usually waits, whichever is longer. */
    private static final long OFFLINE_MS = Duration.ofMinutes(10).toMillis();

    private static final int OFFLINE_INTERVALS = 3;
    /** A vehicle that stood for a week does not report weekly. */
    private static final long MAX_INTERVAL_MS = Duration.ofHours(24).toMillis();

    /** What one report weighs in the mean interval. */
    private static final double INTERVAL_WEIGHT = 0.2;

    /**
     * A vehicle as screens show it.
     *
     * @param json the position as it goes out
     * @param intervalMs how long it usually waits between reports
     * @param timed it came in while this process watched, so its way can be timed
     */
    record Shown(LivePosition position, String json, long intervalMs, boolean timed) {}

    /** An alert or a trip as it goes out. */
    record Item<T>(T value, String json) {}

    final Board<Shown> vehicles = new Board<>(MAX_VEHICLES);
    final Board<Item<Alert>> alerts = new Board<>(MAX_ALERTS);
    final Board<Item<TripSession>> trips = new Board<>(MAX_TRIPS);
    private long version;

    /** The number of the newest change. */
    long version() {
        return version;
    }

    void position(LivePosition position, boolean history) {
        Shown before = vehicles.get(position.vehicleId());
        // A vehicle that fell silent: no record is behind it, so nothing can be timed.
        boolean record = position.receivedAt() != null;
        show(position, before == null ? 0 : interval(before, position), record && !history);
    }

    private static long interval(Shown before, LivePosition now) {
        Instant earlier = before.position().receivedAt();
        Instant received = now.receivedAt();
        if (earlier == null || received == null) {
            return before.intervalMs();
        }
        long gapMs = Duration.between(earlier, received).toMillis();
        long sane = Math.clamp(gapMs, 0, MAX_INTERVAL_MS);
        return before.intervalMs() == 0
                ? sane
                : Math.round(before.intervalMs() + (sane - before.intervalMs()) * INTERVAL_WEIGHT);
    }

    private void show(LivePosition position, long intervalMs, boolean timed) {
        Shown shown = new Shown(position, json(Topics.LIVE, position), intervalMs, timed);
        vehicles.put(position.vehicleId(), shown, ++version);
    }

    /** Takes an alert unless it is an echo; says whether it was news. */
    boolean alert(Alert alert) {
        String key = alert.id() + '|' + alert.state();
        if (alerts.get(key) != null || isClosed(alert.id())) {
            return false;
        }
        alerts.put(key, new Item<>(alert, json(Topics.ALERTS, alert)), ++version);
        return true;
    }

    private boolean isClosed(String id) {
        return alerts.get(id + '|' + Alert.State.CLOSED) != null;
    }

    /** Takes a trip unless it is an echo of what is known. */
    boolean trip(TripSession trip) {
        Item<TripSession> before = trips.get(trip.tripId());
        if (before != null && before.value().version() >= trip.version()) {
            return false;
        }
        trips.put(trip.tripId(), new Item<>(trip, TripItem.json(trip)), ++version);
        return true;
    }

    /** Marks vehicles that have been silent for too long. */
    void sweep(Instant now) {
        for (Board.Entry<Shown> entry : vehicles.all()) {
            Shown shown = entry.value();
            LivePosition position = shown.position();
            Instant received = position.receivedAt();
            if (received == null) {
                continue;
            }
            long silentMs = Duration.between(received, now).toMillis();
            if (position.status() != LivePosition.Status.OFFLINE
                    && silentMs > Math.max(OFFLINE_MS, OFFLINE_INTERVALS * shown.intervalMs())) {
                show(position.with(LivePosition.Status.OFFLINE), shown.intervalMs(), false);
            }
        }
    }

    /** The newest state of each recent alert, oldest first. */
    List<Item<Alert>> recentAlerts(Instant now) {
        Instant since = now.minus(ALERTS_SHOWN);
        return alerts.all().stream()
                .map(Board.Entry::value)
                .filter(item -> item.value().state() == Alert.State.CLOSED
                        || !isClosed(item.value().id()))
                .filter(item -> lastTold(item.value()).isAfter(since))
                .toList();
    }

    private static Instant lastTold(Alert alert) {
        Instant closed = alert.closedAt();
        return closed == null ? alert.openedAt() : closed;
    }

    @Nullable
    Shown vehicle(String vehicleId) {
        return vehicles.get(vehicleId);
    }

    private static <T> String json(Topic<T> topic, T value) {
        return new String(topic.format().encode(value), StandardCharsets.UTF_8);
    }
}
