package io.fleetwire.sim.world;

import java.util.random.RandomGenerator;

/** What an engine shows while it moves a car: plausible, not a physics lesson. */
final class EngineModel {

    private static final double IDLE_RPM = 820;
    private static final double WARM_C = 89;
    private static final double AMBIENT_C = 12;

    /** Revolutions a minute per km/h in each gear, and the speed at which the next one is engaged. */
    private static final double[] RPM_PER_KMH = {110, 68, 46, 35, 28};

    private static final double[] SHIFT_UP_KMH = {20, 38, 58, 82};

    private double coolantC;
    private double fuelPct;
    private double rpm;
    private double loadPct;
    private double throttlePct;
    private double externalV = 12.5;

    EngineModel(RandomGenerator random, boolean warm) {
        coolantC = warm ? WARM_C + random.nextDouble(-2, 2) : AMBIENT_C;
        fuelPct = random.nextDouble(35, 95);
    }

    void step(double dtS, double speedKmh, double accelerationMps2, boolean ignition, RandomGenerator random) {
        if (!ignition) {
            rpm = 0;
            loadPct = 0;
            throttlePct = 0;
            externalV = 12.5;
            coolantC += (AMBIENT_C - coolantC) * dtS / 3_600;
            return;
        }
        rpm = Math.max(IDLE_RPM, speedKmh * RPM_PER_KMH[gear(speedKmh)]) + random.nextDouble(-15, 15);
        double demand = Math.max(0, accelerationMps2) / 3.0 + speedKmh / 220;
        loadPct = Math.clamp(18 + demand * 62 + random.nextDouble(-1.5, 1.5), 0, 100);
        throttlePct = Math.clamp(12 + demand * 58 + random.nextDouble(-1.5, 1.5), 0, 100);
        externalV = 13.9 + random.nextDouble(-0.08, 0.08);
        coolantC += (WARM_C - coolantC) * dtS / 150 + random.nextDouble(-0.04, 0.04);
        fuelPct = Math.max(4, fuelPct - dtS * (0.8 + loadPct / 12) / 3_600);
    }

    private static int gear(double speedKmh) {
        int gear = 0;
        while (gear < SHIFT_UP_KMH.length && speedKmh > SHIFT_UP_KMH[gear]) {
            gear++;
        }
        return gear;
    }

    CarState moment(
            long atMs,
            Place place,
            double speedKmh,
            double headingDeg,
            double accelerationMps2,
            boolean ignition,
            double odometerM) {
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
                fuelPct,
                externalV);
    }
}
