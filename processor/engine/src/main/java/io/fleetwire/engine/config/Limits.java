package io.fleetwire.engine.config;

/**
 * What is too much for a class of vehicles.
 *
 * @param speedLimitKmh the fleet's limit for the class, where the vehicle has none of its own
 * @param accelerationMs2 harsh from here
 * @param brakeMs2 harsh from here, as a positive number
 * @param corneringMs2 harsh from here, to either side
 */
public record Limits(double speedLimitKmh, double accelerationMs2, double brakeMs2, double corneringMs2) {

    /** Standard gravity, m/s² (ISO 80000-3). */
    public static final double G_MS2 = 9.80665;

    /**
     * 130 km/h: the most common limit of European motorways. Harsh: GPS Insight's weight class 1
     * (https://help.gpsinsight.com/best-practice/defining-thresholds-for-your-fleet/).
     */
    public static final Limits CAR = ofG(130, 0.36, 0.38, 0.38);

    /** Harsh: GPS Insight's weight class 2, same source. */
    public static final Limits VAN = ofG(130, 0.35, 0.36, 0.35);

    /**
     * 90 km/h: what the speed limiter of a European lorry allows (directive 92/6/EEC). Harsh: near the 3.0 m/s² of UDRIVE (SWOV 2018, "Harsh braking
     * by truck drivers").
     */
    public static final Limits HEAVY = ofG(90, 0.28, 0.31, 0.28);

    private static Limits ofG(double speedLimitKmh, double accelerationG, double brakeG, double corneringG) {
        return new Limits(speedLimitKmh, accelerationG * G_MS2, brakeG * G_MS2, corneringG * G_MS2);
    }

    /** The same with another speed limit. */
    public Limits withSpeedLimitKmh(double value) {
        return new Limits(value, accelerationMs2, brakeMs2, corneringMs2);
    }
}
