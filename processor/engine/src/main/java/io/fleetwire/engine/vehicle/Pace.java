package io.fleetwire.engine.vehicle;

/**
 * How long a device usually waits between two reports: the mean interval weighted by its own length, so the interval that a random moment falls into.
 * A burst of a few close reports hardly counts against an hour of silence that is usual.
 *
 * @param spanS seconds observed, older ones fading
 * @param weightedS2 the sum of squared intervals, fading likewise
 */
record Pace(double spanS, double weightedS2) {

    static final Pace NONE = new Pace(0, 0);

    /** What was seen longer ago than this hardly counts: half a day of driving or of parking. */
    private static final double MEMORY_S = 43_200;

    /** A longer interval is no habit: the device was away. */
    private static final double LONGEST_S = 604_800;

    Pace plus(long intervalMs) {
        if (intervalMs <= 0) {
            return this;
        }
        double seconds = Math.min(intervalMs / 1000.0, LONGEST_S);
        double kept = MEMORY_S / (MEMORY_S + seconds);
        return new Pace(spanS * kept + seconds, weightedS2 * kept + seconds * seconds);
    }

    /** The usual interval, milliseconds; 0 before the first. */
    long usualMs() {
        return spanS == 0 ? 0 : Math.round(1000 * weightedS2 / spanS);
    }
}
