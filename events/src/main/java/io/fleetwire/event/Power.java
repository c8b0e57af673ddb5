package io.fleetwire.event;

import static io.fleetwire.event.Measure.ABSENT;
import static io.fleetwire.event.Measure.within;

/**
 * Supply voltages; each may be {@link Measure#ABSENT}.
 *
 * @param externalV the vehicle's supply, volts
 * @param batteryV the device's own battery, volts
 */
public record Power(double externalV, double batteryV) {

    /** Nothing reported. */
    public static final Power NONE = new Power(ABSENT, ABSENT);

    public Power {
        within("externalV", externalV, 0, 1_000);
        within("batteryV", batteryV, 0, 1_000);
    }
}
