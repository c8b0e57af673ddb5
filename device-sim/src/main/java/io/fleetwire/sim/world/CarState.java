package io.fleetwire.sim.world;

/**
 * A car at an instant.
 *
 * @param atMs epoch milliseconds
 * @param accelerationMps2 along the road, negative when braking
 * @param odometerM metres since it was built
 * @param coolantC °C
 * @param externalV supply voltage
 */
public record CarState(
        long atMs,
        Place place,
        double speedKmh,
        double headingDeg,
        double accelerationMps2,
        boolean ignition,
        double odometerM,
        double rpm,
        double loadPct,
        double throttlePct,
        double coolantC,
        double fuelLevelPct,
        double externalV) {

    /** The same with other engine values, as a fault shows them. */
    public CarState withEngine(double newRpm, double newLoadPct, double newCoolantC, double newExternalV) {
        return new CarState(
                atMs,
                place,
                speedKmh,
                headingDeg,
                accelerationMps2,
                ignition,
                odometerM,
                newRpm,
                newLoadPct,
                throttlePct,
                newCoolantC,
                fuelLevelPct,
                newExternalV);
    }

    /** The same with another fuel level, as a fault shows it. */
    public CarState withFuel(double newFuelLevelPct) {
        return new CarState(
                atMs,
                place,
                speedKmh,
                headingDeg,
                accelerationMps2,
                ignition,
                odometerM,
                rpm,
                loadPct,
                throttlePct,
                coolantC,
                newFuelLevelPct,
                externalV);
    }

    /** The same somewhere else, as a receiver's error shows it. */
    public CarState withPlace(Place newPlace) {
        return new CarState(
                atMs,
                newPlace,
                speedKmh,
                headingDeg,
                accelerationMps2,
                ignition,
                odometerM,
                rpm,
                loadPct,
                throttlePct,
                coolantC,
                fuelLevelPct,
                externalV);
    }

    /** The same with another motion, as a sensor shows it. */
    public CarState withMotion(double newSpeedKmh, double newHeadingDeg) {
        return new CarState(
                atMs,
                place,
                newSpeedKmh,
                newHeadingDeg,
                accelerationMps2,
                ignition,
                odometerM,
                rpm,
                loadPct,
                throttlePct,
                coolantC,
                fuelLevelPct,
                externalV);
    }

    /** The same with another odometer, as a fault shows it. */
    public CarState withOdometer(double newOdometerM) {
        return new CarState(
                atMs,
                place,
                speedKmh,
                headingDeg,
                accelerationMps2,
                ignition,
                newOdometerM,
                rpm,
                loadPct,
                throttlePct,
                coolantC,
                fuelLevelPct,
                externalV);
    }
}
