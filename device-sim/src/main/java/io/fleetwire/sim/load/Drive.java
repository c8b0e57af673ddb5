package io.fleetwire.sim.load;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;

/**
 * Where a device is: it drives east on a parallel of its own, at a constant speed.
 *
 * @param number of the device
 */
record Drive(int number) {

    static final double SPEED_KMH = 54;
    static final double HEADING_DEG = 90;
    static final int SATELLITES = 12;

    private static final double METRES_PER_MS = SPEED_KMH / 3_600;
    private static final double METRES_PER_DEGREE_EAST = 68_000;

    double lat() {
        return 52.3 + number * 1e-4;
    }

    /** @param ms after the start, as in the next ones */
    double lon(long ms) {
        return 13 + odometerM(ms) / METRES_PER_DEGREE_EAST;
    }

    double odometerM(long ms) {
        return ms * METRES_PER_MS;
    }

    Fix fix(long ms) {
        return new Fix(
                lat(),
                lon(ms),
                true,
                Measure.ABSENT,
                SPEED_KMH,
                HEADING_DEG,
                SATELLITES,
                Measure.ABSENT,
                Measure.ABSENT);
    }
}
