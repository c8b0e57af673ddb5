package io.fleetwire.engine.vehicle;

/**
 * One reading and what lies between it and the believed fix before.
 *
 * @param hasFix the reading's fix is believed; everything below is about it
 * @param from the track before
 * @param to the track after
 * @param distanceM NaN for the first fix and across a jump
 * @param spanMs since the fix before; 0 for the first
 */
record Leg(boolean hasFix, long atMs, Track from, Track to, double distanceM, long spanMs) {

    double metres() {
        return Double.isNaN(distanceM) ? 0 : distanceM;
    }
}
