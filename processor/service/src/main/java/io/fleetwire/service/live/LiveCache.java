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
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * What all screens show: the newest of each vehicle, alert and trip, under one count of changes. It decides nothing about vehicles: the last item of
 * {@code fleet.live} is what is shown, whatever the device's clock says. Not thread-safe: the hub's lock guards it.
 */
final class LiveCache {

    /** Beyond it the vehicle that changed longest ago is left out, and screens say so. About 1 KB each. */
    static final int MAX_VEHICLES = 50_000;

    static final int MAX_TRIPS = 10_000;

    /** Removed vehicles that are remembered, so that a late word about their silence does not bring them back. */
    static final int MAX_REMOVED = 10_000;

    /** A record that was on its way for longer was stored in the device: when it was made says nothing about how fast we are. */
    static final Duration STORED_IN_DEVICE = Duration.ofSeconds(60);

    /**
     * A vehicle as screens show it.
     *
     * @param json the position as it goes out
     * @param timed a record that came in while this process watched, so its way can be timed
     */
    record Shown(LivePosition position, String json, boolean timed) {}

    /** An alert or a trip as it goes out. */
    record Item<T>(T value, String json) {}

    final VersionedCache<Shown> vehicles = new VersionedCache<>(MAX_VEHICLES);
    final AlertCache alerts = new AlertCache();
    final VersionedCache<Item<TripSession>> trips = new VersionedCache<>(MAX_TRIPS);
    private final LinkedHashSet<String> removed = new LinkedHashSet<>();
    /** The newest change that is told by a snapshot only. */
    private long untoldAt;

    private long version;

    /** The number of the newest change. */
    long version() {
        return version;
    }

    /** Takes a position; false: it only says that a vehicle is silent that was removed. */
    boolean position(LivePosition position, boolean history) {
        String id = position.vehicleId();
        boolean silent = position.status() == LivePosition.Status.OFFLINE;
        if (silent && removed.contains(id)) {
            return false;
        }
        removed.remove(id);
        boolean timed = !history && isFresh(position, vehicles.get(id));
        vehicles.put(id, new Shown(position, json(Topics.LIVE, position), timed), ++version);
        return true;
    }

    /** A record just made and not told before: neither a stored one, nor one that an engine tells again after a restart, nor silence. */
    private static boolean isFresh(LivePosition position, @Nullable Shown before) {
        Instant received = position.receivedAt();
        if (received == null) {
            return false;
        }
        Instant told = before == null ? null : before.position().receivedAt();
        boolean again = told != null && !received.isAfter(told);
        return !again && !position.at().plus(STORED_IN_DEVICE).isBefore(received);
    }

    /** The vehicle is no longer part of the fleet. */
    void remove(String vehicleId) {
        removed.add(vehicleId);
        if (removed.size() > MAX_REMOVED) {
            removed.removeFirst();
        }
        if (vehicles.remove(vehicleId)) {
            untoldAt = ++version;
        }
    }

    /** Takes an alert unless it is older than what is known or an echo; says whether it was news. */
    boolean alert(Alert alert) {
        boolean news = alerts.put(new Item<>(alert, json(Topics.ALERTS, alert)), version + 1);
        version += news ? 1 : 0;
        return news;
    }

    /** Takes an alert as the store has it: of two alike, what came through Kafka stays. It is nothing new, so it comes with a snapshot. */
    void storedAlert(Alert alert) {
        Alert known = alerts.get(alert.id());
        if ((known == null || known.version() < alert.version()) && alert(alert)) {
            untoldAt = version;
        }
    }

    /** Takes a trip unless it is older than what is known or an echo. */
    boolean trip(TripSession trip) {
        Item<TripSession> before = trips.get(trip.tripId());
        if (before != null && before.value().version() >= trip.version()) {
            return false;
        }
        trips.put(trip.tripId(), new Item<>(trip, TripItem.json(trip)), ++version);
        return true;
    }

    /** Whether what a screen was told cannot be continued by changes: it needs a snapshot. */
    boolean needsSnapshot(Session.Marks told) {
        return alerts.hasForgottenSince(told.alerts())
                || trips.hasForgottenSince(told.trips())
                // The alerts' mark stands at the newest change after each look; that of the positions does not while a
                // large fleet is told in parts.
                || untoldAt > told.alerts();
    }

    /** What is not shown because there is too much of it. */
    LiveLimits limits() {
        return new LiveLimits(vehicles.isFull() ? MAX_VEHICLES : null, alerts.isLeftOut() ? AlertCache.MAX_OPEN : null);
    }

    @Nullable
    Shown vehicle(String vehicleId) {
        return vehicles.get(vehicleId);
    }

    private static <T> String json(Topic<T> topic, T value) {
        return new String(topic.format().encode(value), StandardCharsets.UTF_8);
    }
}
