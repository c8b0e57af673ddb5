package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.vehicle.Observation.Reading;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;

/**
 * What is known of one device of a vehicle. It belongs to the device and not to the vehicle: when another device is installed, it starts anew.
 *
 * @param lastMs the time of its newest record
 * @param ignitionProven it reported ignition on at least once: from then on its ignition wire counts
 * @param harshMs when it last reported a harsh manoeuvre itself; {@link Track#NEVER} before the first
 * @param active its pace while the vehicle moves or idles
 * @param parked its pace while the vehicle is parked
 * @param placing what kind of position source it is
 * @param odometerM as last reported; NaN before
 */
record Device(
        String id,
        long lastMs,
        boolean ignitionProven,
        long harshMs,
        Pace active,
        Pace parked,
        Placing placing,
        double odometerM) {

    /**
     * The device as a source of positions.
     *
     * @param lastMs its newest valid fix; {@link Track#NEVER} before the first
     * @param pace between its valid fixes while the vehicle moves or idles
     * @param accuracyM smoothed radius of its circles
     * @param fixes how many it gave, counted up to {@link #ENOUGH_FIXES}
     */
    record Placing(long lastMs, Pace pace, double accuracyM, int fixes) {

        /** What an unstated accuracy is taken for. */
        static final double UNSTATED_M = 10;

        static final Placing NONE = new Placing(Track.NEVER, Pace.NONE, UNSTATED_M, 0);

        /** Fixes after which a source is known well enough to be preferred to another. */
        static final int ENOUGH_FIXES = 20;

        private static final double SMOOTHING = 0.1;

        private Placing plus(Fix fix, long atMs, boolean isActive) {
            double stated = Track.radiusM(fix);
            double radiusM = stated > 0 ? stated : UNSTATED_M;
            return new Placing(
                    atMs,
                    isActive && lastMs != Track.NEVER ? pace.plus(atMs - lastMs) : pace,
                    fixes == 0 ? radiusM : accuracyM + SMOOTHING * (radiusM - accuracyM),
                    Math.min(ENOUGH_FIXES, fixes + 1));
        }

        /** The smaller, the better: how far off a vehicle may be between two fixes of it. */
        double badness() {
            return Math.max(1, pace.usualMs() / 1000.0) * Math.max(UNSTATED_M, accuracyM);
        }
    }

    static Device heardFirst(String id) {
        return new Device(id, Track.NEVER, false, Track.NEVER, Pace.NONE, Pace.NONE, Placing.NONE, Double.NaN);
    }

    /**
     * The device after a record of it.
     *
     * @param isActive the vehicle moved or idled until then
     */
    Device heard(Reading reading, boolean isActive) {
        long intervalMs = lastMs == Track.NEVER ? 0 : reading.atMs() - lastMs;
        Fix fix = reading.fix();
        return new Device(
                id,
                reading.atMs(),
                ignitionProven || Boolean.TRUE.equals(reading.ignition()),
                isHarsh(reading) ? reading.atMs() : harshMs,
                isActive ? active.plus(intervalMs) : active,
                isActive ? parked : parked.plus(intervalMs),
                fix != null && fix.valid() ? placing.plus(fix, reading.atMs(), isActive) : placing,
                Measure.has(reading.odometerM()) ? reading.odometerM() : odometerM);
    }

    /** How long it usually waits before its next report, milliseconds; 0 where nobody knows yet. */
    long usualMs(boolean isActive) {
        return (isActive ? active : parked).usualMs();
    }

    private static boolean isHarsh(Reading reading) {
        return !reading.signals().isEmpty()
                && (reading.signals().contains(Signal.HARSH_BRAKE)
                        || reading.signals().contains(Signal.HARSH_ACCELERATION)
                        || reading.signals().contains(Signal.HARSH_CORNERING));
    }
}
