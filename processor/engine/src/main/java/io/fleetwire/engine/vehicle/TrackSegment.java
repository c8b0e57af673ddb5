package io.fleetwire.engine.vehicle;

/**
 * One reading and what lies between it and the believed fix before.
 *
 * @param hasFix the reading's fix is believed; everything below is about it
 * @param from the track before
 * @param to the track after
 * @param distanceM NaN for the first fix and across a jump
 * @param spanMs since the fix before; 0 for the first
 * @param gap the fixes are so far apart, for this source, that nobody knows the way between them
 */
record TrackSegment(boolean hasFix, long atMs, Track from, Track to, double distanceM, long spanMs, boolean gap) {

    /** A leg without a believed fix. */
    static TrackSegment unplaced(long atMs, Track from, Track to) {
        return new TrackSegment(false, atMs, from, to, Double.NaN, 0, false);
    }

    /** Metres along the way. */
    double metres() {
        return Double.isNaN(distanceM) ? 0 : distanceM;
    }

    /** Metres of it that count as driven. */
    double drivenM() {
        return gap ? 0 : metres();
    }

    /** Metres in a straight line where nobody knows the way. */
    double gapM() {
        return gap ? metres() : 0;
    }
}
