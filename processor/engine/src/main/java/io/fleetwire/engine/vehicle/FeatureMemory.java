package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Features;
import io.fleetwire.engine.geo.Geo;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import org.jspecify.annotations.Nullable;

/**
 * What the features of a reading need of the readings before it.
 *
 * <p>The definitions, in the order of {@link Features#NAMES}: speed as in the fix; its mean and standard deviation, exponentially weighted with a time
 * constant of 30 s; acceleration, jerk, lateral acceleration (speed × change of heading) and change of heading between two fixes at most 15 s apart,
 * those that turn only from 10 km/h; the speed between the places of two fixes less the reported one, also where the fix is not believed (a GPS
 * jump, a stuck sensor); what the engine reports as it is; revolutions per km/h from 10 km/h (the gear); slopes of tank and coolant over at least
 * 60 s; metres by the odometer per metre by position over at least 200 m, −5 where the odometer ran back; and the time since the reading before.
 *
 * @param seenMs the newest reading
 * @param accelerationMs2 at the newest fix
 * @param meanKmh weighted mean of the speed; NaN before the first
 * @param odometerM where the ratio's measurement began; the distance by position since then is {@code positionM}
 */
record FeatureMemory(
        long seenMs,
        double accelerationMs2,
        double meanKmh,
        double variance,
        Slope fuel,
        Slope coolant,
        double odometerM,
        double positionM,
        double odometerRatio) {

    static final FeatureMemory NONE = new FeatureMemory(
            Track.NEVER, Double.NaN, Double.NaN, 0, Slope.NONE, Slope.NONE, Double.NaN, 0, Double.NaN);

    private static final double WINDOW_S = 30;
    private static final long MAX_DIFFERENCE_MS = 15_000;
    private static final double MIN_TURNING_KMH = 10;
    private static final double RATIO_AFTER_M = 200;
    private static final double RATIO_LIMIT = 5;
    private static final double ROLLBACK_M = 10;

    /** Nothing is to be seen in a reading after so long without one. */
    private static final long MAX_GAP_MS = 120_000;

    /**
     * How a slowly changing value changes, measured over at least a minute.
     *
     * @param perMinute the newest slope; NaN before the first and after a gap
     */
    record Slope(long sinceMs, double value, double perMinute) {

        static final Slope NONE = new Slope(Track.NEVER, Double.NaN, Double.NaN);

        private static final long OVER_MS = 60_000;
        private static final long MAX_MS = 300_000;

        Slope step(long atMs, double now) {
            if (Double.isNaN(now)) {
                return this;
            }
            if (Double.isNaN(value) || atMs - sinceMs > MAX_MS) {
                return new Slope(atMs, now, Double.NaN);
            }
            long spanMs = atMs - sinceMs;
            return spanMs < OVER_MS ? this : new Slope(atMs, now, (now - value) * OVER_MS / spanMs);
        }
    }

    /** The memory after a reading. */
    FeatureMemory step(Observation.Reading reading, Leg leg) {
        double speedKmh = leg.hasFix() ? leg.to().speedKmh() : Double.NaN;
        double mean = meanKmh;
        double spread = variance;
        if (!Double.isNaN(speedKmh)) {
            double spanS = leg.spanMs() / 1000.0;
            double weight = Double.isNaN(meanKmh) ? 1 : spanS / (spanS + WINDOW_S);
            double off = Double.isNaN(meanKmh) ? 0 : speedKmh - meanKmh;
            mean = Double.isNaN(meanKmh) ? speedKmh : meanKmh + weight * off;
            spread = (1 - weight) * (variance + weight * off * off);
        }
        double by = positionM + leg.metres();
        double odometer = Measure.or(reading.odometerM(), Double.NaN);
        double ratio = ratio(odometer, by);
        boolean restart = !Double.isNaN(odometer) && (Double.isNaN(odometerM) || !Double.isNaN(ratio));
        return new FeatureMemory(
                reading.atMs(),
                leg.hasFix() ? acceleration(leg) : accelerationMs2,
                mean,
                spread,
                fuel.step(reading.atMs(), reading.engine().fuelLevelPct()),
                coolant.step(reading.atMs(), reading.engine().coolantC()),
                restart ? odometer : odometerM,
                restart ? 0 : by,
                Double.isNaN(ratio) ? odometerRatio : ratio);
    }

    /** Whether there is enough before this reading to look at. */
    boolean canSee(Observation.Reading reading) {
        return seenMs != Track.NEVER && reading.atMs() - seenMs <= MAX_GAP_MS;
    }

    /** The features of a reading; {@code this} is the memory before it, {@code after} the one after. */
    Features features(Observation.Reading reading, Leg leg, FeatureMemory after) {
        double speedKmh = leg.hasFix() ? leg.to().speedKmh() : Double.NaN;
        double turnDegS = speedKmh >= MIN_TURNING_KMH ? headingRateDegS(leg) : Double.NaN;
        double[] values = {
            speedKmh,
            after.meanKmh,
            Math.sqrt(after.variance),
            leg.hasFix() ? after.accelerationMs2 : Double.NaN,
            leg.hasFix() && closeBy(leg) ? (after.accelerationMs2 - accelerationMs2) * 1000 / leg.spanMs() : Double.NaN,
            Math.abs(speedKmh / 3.6 * Math.toRadians(turnDegS)),
            turnDegS,
            positionMinusSpeedKmh(reading.fix(), reading.atMs(), leg.from()),
            reading.engine().rpm(),
            reading.engine().loadPct(),
            reading.engine().throttlePct(),
            speedKmh >= MIN_TURNING_KMH ? reading.engine().rpm() / speedKmh : Double.NaN,
            reading.engine().fuelRateLph(),
            after.fuel.perMinute(),
            reading.engine().coolantC(),
            after.coolant.perMinute(),
            reading.power().externalV(),
            after.odometerRatio,
            (reading.atMs() - seenMs) / 1000.0
        };
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return new Features(floats);
    }

    /** Along the way, m/s²; NaN where the fixes are too far apart to say. */
    static double acceleration(Leg leg) {
        return closeBy(leg) ? (leg.to().speedKmh() - leg.from().speedKmh()) / 3.6 * 1000 / leg.spanMs() : Double.NaN;
    }

    /** Degrees a second, clockwise positive; NaN where the fixes are too far apart to say. */
    static double headingRateDegS(Leg leg) {
        return closeBy(leg)
                ? Geo.turnDeg(leg.from().headingDeg(), leg.to().headingDeg()) * 1000 / leg.spanMs()
                : Double.NaN;
    }

    private static boolean closeBy(Leg leg) {
        return leg.spanMs() > 0 && leg.spanMs() <= MAX_DIFFERENCE_MS;
    }

    private static double positionMinusSpeedKmh(@Nullable Fix fix, long atMs, Track from) {
        long spanMs = from.isEmpty() ? 0 : atMs - from.atMs();
        if (fix == null || !fix.valid() || spanMs <= 0 || spanMs > MAX_DIFFERENCE_MS) {
            return Double.NaN;
        }
        double distanceM = Geo.distanceM(from.lat(), from.lon(), fix.lat(), fix.lon());
        // The mean of both speeds is what lies between them.
        return distanceM / spanMs * 3600 - (fix.speedKmh() + from.speedKmh()) / 2;
    }

    private double ratio(double odometer, double byPositionM) {
        double driven = odometer - odometerM;
        if (driven < -ROLLBACK_M) {
            return -RATIO_LIMIT;
        }
        return byPositionM >= RATIO_AFTER_M ? Math.clamp(driven / byPositionM, -RATIO_LIMIT, RATIO_LIMIT) : Double.NaN;
    }
}
