package io.fleetwire.engine.score;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How safely somebody drove: 100 less the penalties of each component, 0 … 100, over a rolling window (7 or 28 days).
 *
 * <p>Penalty points are counted per 100 km, as Navixy does
 * (https://www.navixy.com/docs/user/guide/fleet-management/eco-driving), so the score is weighted by distance; below 10 km there is none, as at
 * Powerfleet. Each rate is shrunk towards the fleet's with a prior of {@value #PRIOR_KM} km, so that one brake within 12 km is not a verdict.
 * The mean of a fleet that has driven less than {@value #FLEET_KM} km together is luck too, and counts in proportion. Crashes are flat and not shrunk: they happened.
 *
 * @param score 0 … 100; null where too little was driven, and {@code reason} says so
 * @param components what it is made of, always all of them
 */
public record DriverScore(
        @Nullable Double score,
        double distanceM,
        double durationS,
        List<Component> components,
        @Nullable String reason) {

    /** Driven less, km: no score. */
    public static final double MIN_KM = 10;

    /** Weight of the fleet's mean in a driver's rate, km. */
    public static final double PRIOR_KM = 100;

    /** Driven less together, km: the fleet's mean counts in proportion. */
    public static final double FLEET_KM = 1_000;

    /** Points per event and 100 km, and for each crash. */
    private static final double BRAKE_POINTS = 3;

    private static final double ACCELERATION_POINTS = 2;
    private static final double CORNERING_POINTS = 2;
    private static final double CRASH_POINTS = 30;

    /** Factors of the share of driving time (in %) over the limit, by severity, and idle. */
    private static final double OVERSPEED_MINOR_FACTOR = 1;

    private static final double OVERSPEED_MAJOR_FACTOR = 2;
    private static final double OVERSPEED_SEVERE_FACTOR = 4;
    private static final double IDLE_FACTOR = 0.5;

    /** Most points one component but crash can take: a faulty sensor must not use up the whole score. */
    private static final double CAP_POINTS = 30;

    /**
     * One part of the score, for "−4.1 from 6 harsh brakes".
     *
     * @param events how many
     * @param per100Km the driver's own rate, not shrunk
     * @param penalty points taken, ≥ 0
     */
    public record Component(String name, long events, double per100Km, double penalty) {}

    public DriverScore {
        components = List.copyOf(components);
    }

    /** The score of a driver among a fleet; {@code fleet} includes the driver. */
    public static DriverScore of(DriverTotals driver, DriverTotals fleet) {
        List<Component> components = List.of(
                counted("harshBrake", driver.harshBrakes(), fleet.harshBrakes(), BRAKE_POINTS, driver, fleet),
                counted(
                        "harshAcceleration",
                        driver.harshAccelerations(),
                        fleet.harshAccelerations(),
                        ACCELERATION_POINTS,
                        driver,
                        fleet),
                counted(
                        "harshCornering",
                        driver.harshCornerings(),
                        fleet.harshCornerings(),
                        CORNERING_POINTS,
                        driver,
                        fleet),
                timed("overspeed", driver.overspeeds(), overspeedS(driver), overspeedS(fleet), driver, fleet),
                timed(
                        "idling",
                        driver.idlings(),
                        IDLE_FACTOR * driver.idleS(),
                        IDLE_FACTOR * fleet.idleS(),
                        driver,
                        fleet),
                crash(driver));
        if (driver.distanceM() < MIN_KM * 1000) {
            return new DriverScore(
                    null, driver.distanceM(), driver.durationS(), components, "fewer than 10 km were driven");
        }
        double penalty = components.stream().mapToDouble(Component::penalty).sum();
        return new DriverScore(Math.max(0, 100 - penalty), driver.distanceM(), driver.durationS(), components, null);
    }

    private static Component counted(
            String name, long events, long fleetEvents, double points, DriverTotals driver, DriverTotals fleet) {
        double km = driver.distanceM() / 1000;
        double prior = fleetEvents / Math.max(fleet.distanceM() / 1000, FLEET_KM) * PRIOR_KM;
        double shrunkPer100Km = 100 * (events + prior) / (km + PRIOR_KM);
        return new Component(name, events, per100Km(events, driver), Math.min(CAP_POINTS, points * shrunkPer100Km));
    }

    /** A share of the driving time; the prior's weight is the time that {@value #PRIOR_KM} km take the fleet. */
    private static Component timed(
            String name,
            long events,
            double weightedS,
            double fleetWeightedS,
            DriverTotals driver,
            DriverTotals fleet) {
        double priorS = fleet.distanceM() > 0 ? fleet.durationS() * PRIOR_KM * 1000 / fleet.distanceM() : 0;
        double trust = Math.min(1, fleet.distanceM() / 1000 / FLEET_KM);
        double fleetShare = fleet.durationS() > 0 ? trust * fleetWeightedS / fleet.durationS() : 0;
        double timeS = driver.durationS() + priorS;
        double sharePct = timeS > 0 ? 100 * (weightedS + fleetShare * priorS) / timeS : 0;
        return new Component(name, events, per100Km(events, driver), Math.min(CAP_POINTS, sharePct));
    }

    private static Component crash(DriverTotals driver) {
        return new Component(
                "crash", driver.crashes(), per100Km(driver.crashes(), driver), CRASH_POINTS * driver.crashes());
    }

    private static double overspeedS(DriverTotals totals) {
        return OVERSPEED_MINOR_FACTOR * totals.overspeedMinorS()
                + OVERSPEED_MAJOR_FACTOR * totals.overspeedMajorS()
                + OVERSPEED_SEVERE_FACTOR * totals.overspeedSevereS();
    }

    private static double per100Km(long events, DriverTotals driver) {
        return driver.distanceM() > 0 ? events * 100_000.0 / driver.distanceM() : 0;
    }
}
