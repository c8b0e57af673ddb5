package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.geo.Geo;
import io.fleetwire.engine.vehicle.Observation.Reading;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.Measure;
import org.jspecify.annotations.Nullable;

/**
 * Whether the vehicle moves, stands or idles, and what may become a trip.
 *
 * <p>Parked, that is standing with the ignition off by a wire that works, a vehicle does not drive: what its fixes then show is drift, or somebody
 * tows it.
 *
 * @param ignition what is known of the ignition
 * @param engineSeenMs when revolutions above 0 were last reported; {@link #NOT} once they are 0
 * @param stillSinceMs {@link #NOT} while it moves
 * @param stillLat where it stands: slow movement near it is drift
 * @param start what may become a trip; null while nothing may
 * @param towFixes fixes in a row far from where the vehicle was parked
 */
record Motion(
        Ignition ignition,
        long engineSeenMs,
        long stillSinceMs,
        double stillLat,
        double stillLon,
        @Nullable TripStart start,
        int towFixes,
        boolean idle,
        Status status) {

    /** No such time. */
    static final long NOT = Track.NEVER;

    static final Motion UNKNOWN =
            new Motion(Ignition.UNKNOWN, NOT, NOT, Double.NaN, Double.NaN, null, 0, false, Status.STOPPED);

    /** Revolutions older than this say nothing about now. */
    private static final long ENGINE_SEEN_MS = 60_000;

    /** Fixes in a row that make a tow of what could be one wrong fix. */
    private static final int TOW_FIXES = 2;

    boolean still() {
        return stillSinceMs != NOT;
    }

    /** Standing with the ignition off, by a wire that works. */
    boolean parked() {
        return still() && ignition.isOff();
    }

    boolean towed() {
        return towFixes >= TOW_FIXES;
    }

    /** The start that is due to become a trip; null: none is. */
    @Nullable
    TripStart started(Trips trips) {
        return start != null && start.isTrip(trips) ? start : null;
    }

    /** The motion once its start has become a trip. */
    Motion onTrip() {
        return new Motion(ignition, engineSeenMs, stillSinceMs, stillLat, stillLon, null, towFixes, idle, status);
    }

    /**
     * The motion after a reading.
     *
     * @param device its device, with this reading
     * @param odometerRoseM how much that device's odometer rose; NaN: unknown
     */
    Motion step(Reading reading, TrackSegment segment, Device device, double odometerRoseM, Trips trips) {
        Ignition now = ignition.step(reading, device.ignitionProven());
        double rpm = reading.engine().rpm();
        long seenMs = Measure.has(rpm) ? (rpm > 0 ? reading.atMs() : NOT) : engineSeenMs;
        boolean running = now.isOn() || (seenMs != NOT && reading.atMs() - seenMs <= ENGINE_SEEN_MS);
        Motion switched = new Motion(
                now, seenMs, stillSinceMs, stillLat, stillLon, start, now.isOff() ? towFixes : 0, idle, status);
        if (segment.hasFix()) {
            return parked() && now.isOff()
                    ? switched.drifting(segment, trips)
                    : switched.moved(ignition, running, segment, trips);
        }
        return switched.unplaced(segment.to(), running, movesWithoutFix(reading, odometerRoseM, trips));
    }

    /** What an odometer or the bus says where satellites say nothing. */
    static boolean movesWithoutFix(Reading reading, double odometerRoseM, Trips trips) {
        return reading.busSpeedKmh() >= trips.movingKmh() || odometerRoseM >= trips.startM();
    }

    /** Without a place, ignition off is still evidence of standing: where the vehicle was seen last. */
    private Motion unplaced(Track last, boolean running, boolean moves) {
        if (moves) {
            boolean driven = !parked();
            return driven
                    ? new Motion(ignition, engineSeenMs, NOT, stillLat, stillLon, start, towFixes, false, Status.MOVING)
                    : this;
        }
        boolean stops = !still() && ignition.isOff();
        boolean stands = still() || stops;
        boolean idling = stands && running;
        return new Motion(
                ignition,
                engineSeenMs,
                stops ? Math.max(ignition.sinceMs(), last.atMs()) : stillSinceMs,
                stops ? last.lat() : stillLat,
                stops ? last.lon() : stillLon,
                stops ? null : start,
                towFixes,
                idling,
                stands ? (idling ? Status.IDLE : Status.STOPPED) : status);
    }

    /** A parked vehicle's fix: drift, or a tow where it is far from where the vehicle was parked. */
    private Motion drifting(TrackSegment segment, Trips trips) {
        boolean away = fromStillM(segment) >= trips.displacementM();
        return new Motion(
                ignition,
                engineSeenMs,
                stillSinceMs,
                stillLat,
                stillLon,
                null,
                away ? Math.min(TOW_FIXES, towFixes + 1) : 0,
                false,
                Status.STOPPED);
    }

    /** A fix of a vehicle that was not parked; {@code before} is the ignition until then: what moved, moved with that. */
    private Motion moved(Ignition before, boolean running, TrackSegment segment, Trips trips) {
        boolean drifts =
                still() && !(segment.to().speedKmh() >= trips.movingKmh()) && fromStillM(segment) < trips.reopenM();
        boolean stands = drifts || standsAt(segment, trips);
        boolean hopped = stands && !drifts && hops(before, segment, trips);
        double elsewhereM = ignition.isOn() ? trips.reopenM() : trips.displacementM();
        boolean begins = stands && (!still() || hopped || fromStillM(segment) >= elsewhereM);
        boolean idling = stands && running;
        TripStart next = null;
        if (!(before.isOff() && ignition.isOff()) && ((!stands && moves(segment, trips)) || hopped)) {
            next = start == null || isBroken(segment, trips)
                    ? TripStart.at(segment, still(), ignition, trips)
                    : start.moved(segment);
            next = hopped ? next.confirmed(trips) : next;
        }
        return new Motion(
                ignition,
                engineSeenMs,
                stands ? (begins ? segment.atMs() : stillSinceMs) : NOT,
                begins ? segment.to().lat() : stillLat,
                begins ? segment.to().lon() : stillLon,
                next,
                0,
                idling,
                stands ? (idling ? Status.IDLE : Status.STOPPED) : Status.MOVING);
    }

    /** Across a gap nobody knows whether it went on moving: what starts, starts here, unless it stood before. */
    private boolean isBroken(TrackSegment segment, Trips trips) {
        return segment.spanMs() > trips.gapMs() || Double.isNaN(segment.distanceM());
    }

    /**
     * Whether it stands elsewhere than it stood, so that it drove in between. One fix may be wrong: it counts with the ignition on, else once a second
     * one says the same.
     */
    private boolean hops(Ignition before, TrackSegment segment, Trips trips) {
        if (start != null) {
            return start.awayM(segment.to()) >= trips.displacementM();
        }
        return still() && before.isOn() && segment.metres() >= trips.displacementM();
    }

    private double fromStillM(TrackSegment segment) {
        return Double.isNaN(stillLat)
                ? Double.NaN
                : Geo.distanceM(
                        stillLat, stillLon, segment.to().lat(), segment.to().lon());
    }

    /** A vehicle far from where it stood stands there only once a second fix says so: the first one shows that it moved. */
    private boolean standsAt(TrackSegment segment, Trips trips) {
        double speedKmh = segment.to().speedKmh();
        boolean slow = Double.isNaN(speedKmh) ? segment.metres() < trips.reopenM() : speedKmh < trips.standstillKmh();
        boolean shown = ignition.isOn() || ignition.isOff() || start != null;
        return slow && (shown || !still() || !(fromStillM(segment) >= trips.displacementM()));
    }

    /** Moving fast enough, or having got far from where it stood without saying how fast. */
    private boolean moves(TrackSegment segment, Trips trips) {
        double speedKmh = segment.to().speedKmh();
        if (speedKmh >= trips.movingKmh()) {
            return true;
        }
        double awayM = Double.isNaN(stillLat) ? segment.metres() : fromStillM(segment);
        return awayM >= trips.displacementM();
    }
}
