package io.fleetwire.sim.fleet;

import io.fleetwire.sim.world.CarState;
import java.util.random.RandomGenerator;

/**
 * In what one healthy vehicle differs from the next.
 *
 * @param gearing its revolutions in units of the simulated engine's
 * @param thermostatC how much later its thermostat opens
 * @param chargingV how much more its alternator gives
 * @param odometerScale kilometres shown per kilometre driven: tyres wear
 */
record Make(double gearing, double thermostatC, double chargingV, double odometerScale) {

    /** Some vehicle's. */
    static Make any(RandomGenerator random) {
        return new Make(
                random.nextDouble(0.85, 1.2),
                random.nextDouble(-5, 6),
                random.nextDouble(-0.3, 0.5),
                random.nextDouble(0.98, 1.02));
    }

    /** The moment in such a vehicle. */
    CarState show(CarState m) {
        return m.withEngine(
                        m.rpm() * gearing,
                        m.loadPct(),
                        m.coolantC() + thermostatC,
                        m.ignition() ? m.externalV() + chargingV : m.externalV())
                .withOdometer(m.odometerM() * odometerScale);
    }
}
