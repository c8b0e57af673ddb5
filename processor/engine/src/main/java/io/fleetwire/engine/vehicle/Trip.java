package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.fact.Fact.TripFact;
import io.fleetwire.engine.fact.FactId;
import io.fleetwire.event.TripSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trip, open or ended.
 *
 * @param idleS idling before it last stood; what it idles now is in {@code pendingIdleS}, and is no part of the trip if it ends here
 * @param lastMs the newest evidence of where it is or that it moves: {@code lastLat} and {@code lastLon} are of its newest fix
 * @param toldMs when it was last told of
 * @param endMs {@link Motion#NOT} while it lasts
 */
record Trip(
        String id,
        @Nullable String driverId,
        long startMs,
        double startLat,
        double startLon,
        Distance distance,
        double idleS,
        double pendingIdleS,
        double maxSpeedKmh,
        long lastMs,
        double lastLat,
        double lastLon,
        long toldMs,
        long endMs,
        double endLat,
        double endLon,
        @Nullable End end) {

    /** Why a trip ended. */
    enum End {
        IGNITION_OFF,
        STANDSTILL,
        GAP,
        DRIVER
    }

    static Trip open(String vehicleId, @Nullable String driverId, TripStart start, Distance distance, long toldMs) {
        return new Trip(
                FactId.of("trip", vehicleId, "", start.sinceMs()),
                driverId,
                start.sinceMs(),
                start.lat(),
                start.lon(),
                distance,
                0,
                0,
                0,
                start.sinceMs(),
                start.lat(),
                start.lon(),
                toldMs,
                Motion.NOT,
                Double.NaN,
                Double.NaN,
                null);
    }

    boolean ended() {
        return end != null;
    }

    /** The trip one fix further. */
    Trip driven(Distance whole, Track to, boolean still, double idlingS, @Nullable String driver) {
        double kmh = Double.isNaN(to.speedKmh()) ? 0 : to.speedKmh();
        return new Trip(
                id,
                driverId == null ? driver : driverId,
                startMs,
                startLat,
                startLon,
                whole,
                still ? idleS : idleS + pendingIdleS,
                still ? pendingIdleS + idlingS : 0,
                Math.max(maxSpeedKmh, kmh),
                to.atMs(),
                to.lat(),
                to.lon(),
                toldMs,
                endMs,
                endLat,
                endLon,
                end);
    }

    /**
     * The trip after a record without a place.
     *
     * @param movedMs when an odometer or the bus last showed that it moves; {@link Motion#NOT}: this record does not
     */
    Trip unplaced(Distance whole, long movedMs) {
        return new Trip(
                id,
                driverId,
                startMs,
                startLat,
                startLon,
                whole,
                idleS,
                pendingIdleS,
                maxSpeedKmh,
                Math.max(lastMs, movedMs),
                lastLat,
                lastLon,
                toldMs,
                endMs,
                endLat,
                endLon,
                end);
    }

    Trip told(long atMs) {
        return new Trip(
                id,
                driverId,
                startMs,
                startLat,
                startLon,
                distance,
                idleS,
                pendingIdleS,
                maxSpeedKmh,
                lastMs,
                lastLat,
                lastLon,
                atMs,
                endMs,
                endLat,
                endLon,
                end);
    }

    /**
     * The trip ended.
     *
     * @param stillSinceMs since when it stood by then: idling after {@code atMs} is no part of it
     */
    Trip ended(long atMs, double lat, double lon, End reason, long stillSinceMs) {
        long until = Math.max(atMs, startMs);
        double standingS = stillSinceMs == Motion.NOT ? 0 : Math.max(0, until - stillSinceMs) / 1000.0;
        return new Trip(
                id,
                driverId,
                startMs,
                startLat,
                startLon,
                distance,
                idleS + Math.min(pendingIdleS, standingS),
                0,
                maxSpeedKmh,
                lastMs,
                lastLat,
                lastLon,
                toldMs,
                until,
                lat,
                lon,
                reason);
    }

    /** The trip going on after all. */
    Trip reopened(long atMs) {
        return new Trip(
                id,
                driverId,
                startMs,
                startLat,
                startLon,
                distance,
                idleS,
                0,
                maxSpeedKmh,
                endMs,
                endLat,
                endLon,
                atMs,
                Motion.NOT,
                Double.NaN,
                Double.NaN,
                null);
    }

    /** What to tell of it. */
    TripFact fact(String vehicleId, Trips trips) {
        long untilMs = ended() ? endMs : lastMs;
        double distanceM = distance.drivenM();
        boolean isShort = ended() && (distanceM < trips.shortM() || untilMs - startMs < trips.shortMs());
        return new TripFact(new TripSession(
                id,
                vehicleId,
                driverId,
                ended() ? TripSession.State.CLOSED : TripSession.State.OPEN,
                Instant.ofEpochMilli(startMs),
                ended() ? Instant.ofEpochMilli(endMs) : null,
                startLat,
                startLon,
                ended() ? (Double) endLat : null,
                ended() ? (Double) endLon : null,
                distanceM,
                (untilMs - startMs) / 1000.0,
                idleS + pendingIdleS,
                maxSpeedKmh,
                end == null ? null : end.name(),
                isShort,
                distance.gapM(),
                distance.source().name(),
                0,
                false));
    }
}
