package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.geo.Geo;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.Measure;
import org.jspecify.annotations.Nullable;

/**
 * Whether the vehicle moves, stands or idles, and what may become a trip.
 *
 * @param ignition as last reported
 * @param ignitionOffSinceMs {@link #NOT} while it is on or unknown
 * @param engineSeenMs when revolutions above 0 were last reported; {@link #NOT} once they are 0
 * @param stillSinceMs {@link #NOT} while it moves
 * @param stillLat where it stands: slow movement near it is drift
 * @param startSinceMs since when it moves without being on a trip; {@link #NOT} while it does not
 * @param startFixes moving fixes in a row since then
 * @param startM metres since then
 */
record Motion(
        @Nullable Boolean ignition,
        long ignitionOffSinceMs,
        long engineSeenMs,
        long stillSinceMs,
        double stillLat,
        double stillLon,
        long startSinceMs,
        double startLat,
        double startLon,
        int startFixes,
        double startM,
        boolean idle,
        Status status) {

    /** No such time. */
    static final long NOT = Track.NEVER;

    static final Motion UNKNOWN = new Motion(
            null, NOT, NOT, NOT, Double.NaN, Double.NaN, NOT, Double.NaN, Double.NaN, 0, 0, false, Status.STOPPED);

    /** Revolutions older than this say nothing about now. */
    private static final long ENGINE_SEEN_MS = 60_000;

    /** A vehicle was where its fix before says when it began to move, if that fix is no older. */
    private static final long START_BACKDATE_MS = 30_000;

    boolean still() {
        return stillSinceMs != NOT;
    }

    boolean starting() {
        return startSinceMs != NOT;
    }

    /** Whether it has moved for long and far enough to be on a trip. */
    boolean started(long atMs, Trips trips) {
        return starting()
                && startM >= trips.startM()
                && (startFixes >= trips.startFixes() || atMs - startSinceMs >= trips.startMs());
    }

    /** The motion once its start has become a trip. */
    Motion onTrip() {
        return new Motion(
                ignition,
                ignitionOffSinceMs,
                engineSeenMs,
                stillSinceMs,
                stillLat,
                stillLon,
                NOT,
                Double.NaN,
                Double.NaN,
                0,
                0,
                idle,
                status);
    }

    /** The motion after a reading. */
    Motion step(Observation.Reading reading, Leg leg, Trips trips) {
        Boolean nowOn = reading.ignition() == null ? ignition : reading.ignition();
        long offSinceMs = NOT;
        if (Boolean.FALSE.equals(nowOn)) {
            offSinceMs = ignitionOffSinceMs == NOT ? reading.atMs() : ignitionOffSinceMs;
        }
        double rpm = reading.engine().rpm();
        long seenMs = Measure.has(rpm) ? (rpm > 0 ? reading.atMs() : NOT) : engineSeenMs;
        boolean running = Boolean.TRUE.equals(nowOn) || (seenMs != NOT && reading.atMs() - seenMs <= ENGINE_SEEN_MS);
        if (!leg.hasFix()) {
            boolean idling = still() && running;
            return new Motion(
                    nowOn,
                    offSinceMs,
                    seenMs,
                    stillSinceMs,
                    stillLat,
                    stillLon,
                    startSinceMs,
                    startLat,
                    startLon,
                    startFixes,
                    startM,
                    idling,
                    still() ? (idling ? Status.IDLE : Status.STOPPED) : status);
        }
        return moved(nowOn, offSinceMs, seenMs, running, leg, trips);
    }

    private Motion moved(@Nullable Boolean nowOn, long offSinceMs, long seenMs, boolean running, Leg leg, Trips trips) {
        boolean drifting = still()
                && !(leg.to().speedKmh() >= trips.movingKmh())
                && Geo.distanceM(stillLat, stillLon, leg.to().lat(), leg.to().lon()) < trips.reopenM();
        boolean stands = drifting || standsAt(leg, trips);
        boolean begins = stands && !still();
        boolean idling = stands && running;
        boolean starts = !stands && moving(leg, trips);
        // Across a gap nobody knows whether it went on moving: what starts, starts here.
        boolean broken = leg.spanMs() > trips.gapMs() || Double.isNaN(leg.distanceM());
        boolean first = starts && (broken || !starting());
        boolean backdated = first && leg.spanMs() <= START_BACKDATE_MS && !Double.isNaN(leg.distanceM());
        Track origin = backdated ? leg.from() : leg.to();
        return new Motion(
                nowOn,
                offSinceMs,
                seenMs,
                stands ? (begins ? leg.atMs() : stillSinceMs) : NOT,
                begins ? leg.to().lat() : stillLat,
                begins ? leg.to().lon() : stillLon,
                starts ? (first ? origin.atMs() : startSinceMs) : NOT,
                first ? origin.lat() : startLat,
                first ? origin.lon() : startLon,
                starts ? (first ? 1 : startFixes + 1) : 0,
                starts ? (first ? (backdated ? leg.metres() : 0) : startM + leg.metres()) : 0,
                idling,
                stands ? (idling ? Status.IDLE : Status.STOPPED) : Status.MOVING);
    }

    private boolean standsAt(Leg leg, Trips trips) {
        double speedKmh = leg.to().speedKmh();
        return Double.isNaN(speedKmh) ? leg.metres() < trips.reopenM() : speedKmh < trips.standstillKmh();
    }

    /** Moving fast enough, or having got far from where it stood without saying how fast. */
    private boolean moving(Leg leg, Trips trips) {
        double speedKmh = leg.to().speedKmh();
        if (speedKmh >= trips.movingKmh()) {
            return true;
        }
        double fromStillM = Double.isNaN(stillLat)
                ? leg.metres()
                : Geo.distanceM(stillLat, stillLon, leg.to().lat(), leg.to().lon());
        return fromStillM >= trips.displacementM();
    }
}
