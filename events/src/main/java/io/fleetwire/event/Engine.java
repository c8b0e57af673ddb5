package io.fleetwire.event;

import static io.fleetwire.event.Measure.ABSENT;
import static io.fleetwire.event.Measure.within;

/**
 * What the engine control unit reported; each value may be {@link Measure#ABSENT}.
 *
 * @param rpm revolutions a minute
 * @param loadPct calculated load, 0 … 100 % (SAE J1979 PID 04)
 * @param coolantC coolant temperature, °C
 * @param throttlePct throttle position, 0 … 100 %
 * @param fuelLevelPct tank, 0 … 100 %
 * @param fuelRateLph litres an hour
 */
public record Engine(
        double rpm, double loadPct, double coolantC, double throttlePct, double fuelLevelPct, double fuelRateLph) {

    /** Nothing reported. */
    public static final Engine NONE = new Engine(ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT);

    public Engine {
        within("rpm", rpm, 0, 65_535);
        within("loadPct", loadPct, 0, 100);
        within("coolantC", coolantC, -100, 1_000);
        within("throttlePct", throttlePct, 0, 100);
        within("fuelLevelPct", fuelLevelPct, 0, 100);
        within("fuelRateLph", fuelRateLph, 0, 10_000);
    }
}
