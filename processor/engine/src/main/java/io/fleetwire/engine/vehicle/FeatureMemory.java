package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Features;
import io.fleetwire.engine.geo.Geo;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import org.jspecify.annotations.Nullable;

/**
 * What the features of a reading need of the readings before it.
 *
 * <p>A window is a fix, whether believed or not, 0.5 to 3 s after the believed one before it, and what the engine reported until then, by whatever device.
 * Coarser fixes average away what the model looks at, so a vehicle that reports every ten seconds has no windows; nor has a reading without a place or
 * with the ignition off.
 *
 * <p>The definitions, in the order of {@link Features#NAMES}: speed as in the fix; its mean and standard deviation, exponentially weighted with a time
 * constant of 30 s; acceleration between the two fixes and, from 10 km/h, lateral acceleration (speed × change of heading); the speed between the
 * places of the two less the reported one, also where the fix is not believed (a GPS jump, a stuck sensor); what the engine reported as it is, if
 * not too long ago ({@link EngineMemory}); revolutions per km/h from 10 km/h (the gear); the coolant from 70 °C; slope of the tank over at least 60 s; metres by the odometer
 * per metre by position over at least 200 m, −5 where the odometer ran back.
 *
 * <p>What is not among them: jerk and changes of heading, which nothing else foretells; the coolant's slope, as every cold start is steep; and
 * the time between records, which says nothing of driving.
 *
 * @param meanKmh weighted mean of the speed; NaN before the first
 * @param odometerM where the ratio's measurement began; the distance by position since then is {@code positionM}
 */
record FeatureMemory(
        double meanKmh,
        double variance,
        EngineMemory engine,
        Slope fuel,
        double odometerM,
        double positionM,
        double odometerRatio) {

    static final FeatureMemory NONE =
            new FeatureMemory(Double.NaN, 0, EngineMemory.NONE, Slope.NONE, Double.NaN, 0, Double.NaN);

    /** Nearer fixes are of two devices in one vehicle; rounded to whole km/h, their difference is no acceleration. */
    private static final long MIN_SPACING_MS = 500;

    /** What the bundled model learned from: a fix every second or two, one of them lost at times. */
    private static final long MAX_SPACING_MS = 3_000;

    private static final double WINDOW_S = 30;
    private static final double MIN_TURNING_KMH = 10;
    private static final double RATIO_AFTER_M = 200;
    private static final double RATIO_LIMIT = 5;
    private static final double ROLLBACK_M = 10;

    /** A colder engine is still warming up, from whatever the night was like: that would make any heat look near. */
    private static final double MIN_WARM_C = 70;

    /** Slower than this the places wander more than the vehicle moves. */
    private static final double MIN_MEASURING_KMH = 3;

    /**
     * How a slowly changing value changes, measured over at least a minute.
     *
     * @param perMinute the newest slope; NaN before the first and after a gap
     */
    record Slope(long sinceMs, double value, double perMinute) {

        static final Slope NONE = new Slope(Track.NEVER, Double.NaN, Double.NaN);

        private static final long OVER_MS = 60_000;
        private static final long MAX_MS = 120_000;

        /** The slope, or NaN where nothing was reported for long. */
        double at(long atMs) {
            return Double.isNaN(value) || atMs - sinceMs > MAX_MS ? Double.NaN : perMinute;
        }

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
    FeatureMemory step(Observation.Reading reading, TrackSegment segment) {
        double speedKmh = segment.hasFix() ? segment.to().speedKmh() : Double.NaN;
        double mean = meanKmh;
        double spread = variance;
        if (!Double.isNaN(speedKmh)) {
            double spanS = segment.spanMs() / 1000.0;
            double weight = Double.isNaN(meanKmh) ? 1 : spanS / (spanS + WINDOW_S);
            double off = Double.isNaN(meanKmh) ? 0 : speedKmh - meanKmh;
            mean = Double.isNaN(meanKmh) ? speedKmh : meanKmh + weight * off;
            spread = (1 - weight) * (variance + weight * off * off);
        }
        // Nobody saw the way across a gap or a jump.
        boolean broken = segment.hasFix() && (Double.isNaN(segment.distanceM()) || segment.spanMs() > MAX_SPACING_MS);
        double by = broken ? 0 : positionM + (moves(segment) ? segment.metres() : 0);
        double odometer = Measure.or(reading.odometerM(), Double.NaN);
        double ratio = ratio(odometer, by);
        boolean restart = broken || Double.isNaN(odometerM) || !Double.isNaN(ratio);
        boolean began = restart && !Double.isNaN(odometer);
        return new FeatureMemory(
                mean,
                spread,
                engine.step(reading),
                fuel.step(reading.atMs(), reading.engine().fuelLevelPct()),
                began ? odometer : broken ? Double.NaN : odometerM,
                began ? 0 : by,
                Double.isNaN(ratio) && !broken ? odometerRatio : ratio);
    }

    private static boolean moves(TrackSegment segment) {
        return segment.from().speedKmh() >= MIN_MEASURING_KMH || segment.to().speedKmh() >= MIN_MEASURING_KMH;
    }

    /** Whether this reading makes a window. */
    static boolean canSee(Observation.Reading reading, TrackSegment segment, Motion motion) {
        return reading.fix() != null
                && !motion.ignition().isOff()
                && !segment.from().isEmpty()
                && isSpacing(reading.atMs() - segment.from().atMs());
    }

    /** The features of a reading; {@code this} is the memory before it, {@code after} the one after. */
    Features features(Observation.Reading reading, TrackSegment segment, FeatureMemory after) {
        long atMs = reading.atMs();
        EngineMemory seen = after.engine;
        double rpm = seen.rpm().within(EngineMemory.QUICK_MS, atMs);
        double coolantC = seen.coolantC().within(EngineMemory.SLOW_MS, atMs);
        double speedKmh = segment.hasFix() ? segment.to().speedKmh() : Double.NaN;
        double turnDegS = speedKmh >= MIN_TURNING_KMH ? headingRateDegS(segment) : Double.NaN;
        double[] values = {
            speedKmh,
            after.meanKmh,
            Math.sqrt(after.variance),
            segment.hasFix() ? acceleration(segment) : Double.NaN,
            Math.abs(speedKmh / 3.6 * Math.toRadians(turnDegS)),
            positionMinusSpeedKmh(reading.fix(), atMs, segment.from()),
            rpm,
            seen.loadPct().within(EngineMemory.QUICK_MS, atMs),
            seen.throttlePct().within(EngineMemory.QUICK_MS, atMs),
            speedKmh >= MIN_TURNING_KMH ? rpm / speedKmh : Double.NaN,
            seen.fuelRateLph().within(EngineMemory.QUICK_MS, atMs),
            after.fuel.at(atMs),
            coolantC >= MIN_WARM_C ? coolantC : Double.NaN,
            seen.externalV().within(EngineMemory.SLOW_MS, atMs),
            after.odometerRatio
        };
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return new Features(floats);
    }

    /** Along the way, m/s²; NaN where the fixes are too far apart to say. */
    static double acceleration(TrackSegment segment) {
        return closeBy(segment)
                ? (segment.to().speedKmh() - segment.from().speedKmh()) / 3.6 * 1000 / segment.spanMs()
                : Double.NaN;
    }

    /** Degrees a second, clockwise positive; NaN where the fixes are too far apart to say. */
    static double headingRateDegS(TrackSegment segment) {
        return closeBy(segment)
                ? Geo.turnDeg(segment.from().headingDeg(), segment.to().headingDeg()) * 1000 / segment.spanMs()
                : Double.NaN;
    }

    private static boolean closeBy(TrackSegment segment) {
        return segment.hasFix() && isSpacing(segment.spanMs());
    }

    private static boolean isSpacing(long spanMs) {
        return spanMs >= MIN_SPACING_MS && spanMs <= MAX_SPACING_MS;
    }

    private static double positionMinusSpeedKmh(@Nullable Fix fix, long atMs, Track from) {
        long spanMs = from.isEmpty() ? 0 : atMs - from.atMs();
        if (fix == null || !fix.valid() || !isSpacing(spanMs)) {
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
