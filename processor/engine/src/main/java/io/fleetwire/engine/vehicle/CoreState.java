package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.rule.EpisodeStates;
import io.fleetwire.engine.rule.Presence;
import java.util.List;

/**
 * What is known of a vehicle after its observations up to one, in their order. Immutable and shared between the head and the window's segments.
 *
 * @param atMs the time of that observation; {@link Track#NEVER} before the first
 * @param id its id
 * @param odometerM as last reported; NaN before
 * @param devices what is known of each of its devices
 */
record CoreState(
        long atMs,
        long id,
        Driver driver,
        Track track,
        Motion motion,
        TripTracker tripTracker,
        EpisodeStates episodes,
        List<Presence> presences,
        FeatureMemory features,
        double odometerM,
        Devices devices) {

    static final CoreState INITIAL = new CoreState(
            Track.NEVER,
            Long.MIN_VALUE,
            Driver.NOBODY,
            Track.NONE,
            Motion.UNKNOWN,
            TripTracker.NONE,
            EpisodeStates.QUIET,
            List.of(),
            FeatureMemory.NONE,
            Double.NaN,
            Devices.NONE);
}
