package io.fleetwire.event;

/**
 * How a physical quantity says that it was not reported. Telemetry comes by the million, so its quantities are primitive doubles: a box each would
 * double what a record allocates.
 */
public final class Measure {

    /** Not reported. Compares unequal to everything: ask {@link #has}. */
    public static final double ABSENT = Double.NaN;

    private Measure() {}

    /** Whether the quantity was reported. */
    public static boolean has(double value) {
        return !Double.isNaN(value);
    }

    /** The value, or {@code fallback} where it was not reported. */
    public static double or(double value, double fallback) {
        return Double.isNaN(value) ? fallback : value;
    }

    /** Refuses a reported value outside {@code min … max} (both included); an absent one passes. */
    static double within(String name, double value, double min, double max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is outside " + min + " … " + max);
        }
        return value;
    }
}
