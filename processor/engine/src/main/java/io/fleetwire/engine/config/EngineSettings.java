package io.fleetwire.engine.config;

import io.fleetwire.event.ConfigEntry.VehicleClass;
import java.util.EnumMap;
import java.util.Map;

/**
 * The engine's thresholds.
 *
 * @param limits what is too much, by vehicle class
 * @param windowObservations how many observations of a vehicle a late record may still revise: 4 minutes of a tracker that reports every second, 42
 *     minutes at every ten. About 250 bytes of memory and 100 of checkpoint each
 * @param silence when a vehicle counts as silent
 */
public record EngineSettings(
        Cleaning cleaning, Trips trips, Map<VehicleClass, Limits> limits, int windowObservations, Silence silence) {

    /** The defaults. */
    public static EngineSettings defaults() {
        Map<VehicleClass, Limits> limits = new EnumMap<>(VehicleClass.class);
        limits.put(VehicleClass.CAR, Limits.CAR);
        limits.put(VehicleClass.VAN, Limits.VAN);
        limits.put(VehicleClass.HEAVY, Limits.HEAVY);
        return new EngineSettings(Cleaning.DEFAULT, Trips.DEFAULT, limits, 256, Silence.DEFAULT);
    }

    public EngineSettings {
        limits = Map.copyOf(limits);
        for (VehicleClass each : VehicleClass.values()) {
            if (!limits.containsKey(each)) {
                throw new IllegalArgumentException("limits of " + each + " are missing");
            }
        }
        if (windowObservations < 1) {
            throw new IllegalArgumentException("windowObservations must be at least 1");
        }
    }

    /** What is too much for one vehicle. */
    public Limits limitsOf(String vehicleId, FleetConfig config) {
        Limits ofClass = limits.getOrDefault(config.classOf(vehicleId), Limits.CAR);
        double own = config.ownSpeedLimitKmh(vehicleId);
        return Double.isNaN(own) ? ofClass : ofClass.withSpeedLimitKmh(own);
    }

    /**
     * Which records and fixes are not believed.
     *
     * @param earliestMs device times before it are a clock that was never set: 2010-01-01
     * @param maxAheadMs device times so far ahead of the receive time are a wrong clock; less is a wrong time zone, and kept
     * @param maxSpeedKmh faster than any road vehicle: a fix that says so, or that can only be reached so, is wrong
     * @param jumpSlackM a jump shorter than this is the noise of a fix
     * @param jumpConfirmations fixes in a row that agree on the place behind a jump before it is believed
     */
    public record Cleaning(
            long earliestMs, long maxAheadMs, double maxSpeedKmh, double jumpSlackM, int jumpConfirmations) {

        /** The defaults. */
        public static final Cleaning DEFAULT = new Cleaning(1_262_304_000_000L, 86_400_000, 250, 200, 3);
    }

    /**
     * When a vehicle counts as silent: {@code intervals} times its device's usual interval, within bounds (Navixy: 10 min, and three times the interval).
     *
     * @param minMs never sooner
     * @param maxMs never later, where the device has no setting {@code offlineAfter} of its own: a device that reports once a day needs one
     */
    public record Silence(double intervals, long minMs, long maxMs) {

        /** The defaults. */
        public static final Silence DEFAULT = new Silence(3, 600_000, 86_400_000);

        /**
         * How long a silence must last.
         *
         * @param usualMs the device's usual interval; 0 where it is unknown
         * @param ownMaxMs the device's own setting; 0: it has none
         */
        public long afterMs(long usualMs, long ownMaxMs) {
            long most = ownMaxMs > 0 ? ownMaxMs : maxMs;
            return Math.min(most, Math.max(minMs, (long) (intervals * usualMs)));
        }
    }

    /**
     * When a trip begins and ends: composed from Geotab's and Traccar's definitions (https://helpdesk.geotab.com/hc/en-us/community/posts/214444343;
     * traccar's {@code NewMotionProcessor}).
     *
     * @param movingKmh moving from here
     * @param displacementM moved without a speed: so far from where it stood
     * @param startFixes moving fixes in a row that begin a trip …
     * @param startMs … or so long, either with …
     * @param startM … so far from where it began to move
     * @param ignitionOffMs ignition off for so long ends a trip: shorter is a flap or a restart
     * @param standstillKmh standing below
     * @param standstillMs standing for so long ends a trip …
     * @param standstillNoIgnitionMs … or so long where the device reports no ignition
     * @param gapMs no fix for so long ends a trip at the last one
     * @param reopenMs moving again so soon after ignition off, or after a standstill was known for one, continues the trip …
     * @param reopenM … if it begins so near to its end; also: within it, slow movement is drift
     * @param shortM a trip below is flagged short …
     * @param shortMs … or below this
     * @param idleGapMs idling is never claimed across a longer gap (Geotab: 200 s)
     * @param gapLegMs fixes farther apart leave the way between them unknown; of a slower device those more than two and a half usual intervals apart
     * @param reviseMs an open trip is told again after so long
     * @param exposureMs longest slice of exposure
     * @param shiftMs a shift that lasts longer was forgotten to be ended
     */
    public record Trips(
            double movingKmh,
            double displacementM,
            int startFixes,
            long startMs,
            double startM,
            long ignitionOffMs,
            double standstillKmh,
            long standstillMs,
            long standstillNoIgnitionMs,
            long gapMs,
            long reopenMs,
            double reopenM,
            double shortM,
            long shortMs,
            long idleGapMs,
            long gapLegMs,
            long reviseMs,
            long exposureMs,
            long shiftMs) {

        /** The defaults. */
        public static final Trips DEFAULT = new Trips(
                5,
                200,
                2,
                30_000,
                50,
                30_000,
                1,
                200_000,
                300_000,
                3_600_000,
                120_000,
                50,
                100,
                60_000,
                200_000,
                600_000,
                30_000,
                300_000,
                57_600_000);
    }
}
