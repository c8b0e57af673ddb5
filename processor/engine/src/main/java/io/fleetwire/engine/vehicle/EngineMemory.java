package io.fleetwire.engine.vehicle;

import io.fleetwire.event.Engine;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;

/**
 * What was last reported of the engine, value by value: in one vehicle a dongle may read the engine while a phone knows the place, and a dongle asks for
 * the coolant far less often than for the revolutions.
 */
record EngineMemory(Last rpm, Last loadPct, Last throttlePct, Last fuelRateLph, Last coolantC, Last externalV) {

    static final EngineMemory NONE = new EngineMemory(Last.NONE, Last.NONE, Last.NONE, Last.NONE, Last.NONE, Last.NONE);

    /** What follows the pedal says nothing of a moment later than this: a dongle that asks once a second, with one answer lost. */
    static final long QUICK_MS = 2_500;

    /** What changes slowly holds for so long: twice the half minute between two questions of a dongle. */
    static final long SLOW_MS = 60_000;

    /**
     * A value and when it was reported.
     *
     * @param atMs {@link Track#NEVER} before the first
     * @param value NaN before the first
     */
    record Last(long atMs, double value) {

        static final Last NONE = new Last(Track.NEVER, Double.NaN);

        private Last step(long nowMs, double reported) {
            return Measure.has(reported) ? new Last(nowMs, reported) : this;
        }

        /** The value, or NaN where it is older than this. */
        double within(long ageMs, long nowMs) {
            return atMs != Track.NEVER && nowMs - atMs <= ageMs ? value : Double.NaN;
        }
    }

    /** The memory after a reading. */
    EngineMemory step(Observation.Reading reading) {
        Engine engine = reading.engine();
        Power power = reading.power();
        if (engine.equals(Engine.NONE) && !Measure.has(power.externalV())) {
            return this;
        }
        long atMs = reading.atMs();
        return new EngineMemory(
                rpm.step(atMs, engine.rpm()),
                loadPct.step(atMs, engine.loadPct()),
                throttlePct.step(atMs, engine.throttlePct()),
                fuelRateLph.step(atMs, engine.fuelRateLph()),
                coolantC.step(atMs, engine.coolantC()),
                externalV.step(atMs, power.externalV()));
    }
}
