package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.rule.Presence;
import io.fleetwire.engine.rule.Watches;
import java.util.List;

/**
 * What is known of a vehicle after its observations up to one, in their order. Immutable and shared between the head and the window's segments.
 *
 * @param atMs the time of that observation; {@link Track#NEVER} before the first
 * @param id its id
 * @param aheadMs how far its clock ran ahead of the gateway's; negative: how late it came
 * @param odometerM as last reported; NaN before
 * @param deviceDetects a device of the vehicle reports harsh manoeuvres itself
 */
record CoreState(
        long atMs,
        long id,
        long aheadMs,
        Driver driver,
        Track track,
        Motion motion,
        Journey journey,
        Watches watches,
        List<Presence> presences,
        FeatureMemory features,
        double odometerM,
        boolean deviceDetects) {

    static final CoreState INITIAL = new CoreState(
            Track.NEVER,
            Long.MIN_VALUE,
            0,
            Driver.NOBODY,
            Track.NONE,
            Motion.UNKNOWN,
            Journey.NONE,
            Watches.QUIET,
            List.of(),
            FeatureMemory.NONE,
            Double.NaN,
            false);

    /** The same with this driver. */
    CoreState drivenBy(Driver someone) {
        return new CoreState(
                atMs,
                id,
                aheadMs,
                someone,
                track,
                motion,
                journey,
                watches,
                presences,
                features,
                odometerM,
                deviceDetects);
    }

    /** Whether its newest observation was made by a clock that runs ahead. */
    boolean isAhead() {
        return aheadMs > Observation.MAX_HONEST_AHEAD_MS;
    }
}
