package io.fleetwire.event;

import static io.fleetwire.event.Measure.ABSENT;
import static io.fleetwire.event.Measure.within;

/**
 * The device's accelerometer, in multiples of standard gravity; each axis may be {@link Measure#ABSENT}.
 *
 * @param xG along the vehicle
 * @param yG across it
 * @param zG upwards, 1.0 at rest
 */
public record Acceleration(double xG, double yG, double zG) {

    /** Nothing reported. */
    public static final Acceleration NONE = new Acceleration(ABSENT, ABSENT, ABSENT);

    public Acceleration {
        within("xG", xG, -100, 100);
        within("yG", yG, -100, 100);
        within("zG", zG, -100, 100);
    }
}
