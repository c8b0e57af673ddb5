package io.fleetwire.protocol.wire;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Engine;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.ObjDoubleConsumer;

/**
 * Typed quantities, as far as they are possible: the events say what is. One that is not costs the record nothing else; it is handed back by its name,
 * to be kept as an attribute.
 */
public final class Quantities {

    /** The highest odometer there is, in metres ({@link io.fleetwire.event.Telemetry}). */
    private static final double MAX_ODOMETER_M = 1e11;

    private Quantities() {}

    /**
     * Voltages.
     *
     * @param impossible hears the name and the value of what cannot be
     */
    public static Power power(double externalV, double batteryV, ObjDoubleConsumer<String> impossible) {
        if (!Measure.has(externalV) && !Measure.has(batteryV)) {
            return Power.NONE;
        }
        return new Power(
                possible("externalV", externalV, v -> new Power(v, ABSENT), impossible),
                possible("batteryV", batteryV, v -> new Power(ABSENT, v), impossible));
    }

    /** What an engine control unit said; see {@link #power}. */
    public static Engine engine(
            double rpm,
            double loadPct,
            double coolantC,
            double throttlePct,
            double fuelLevelPct,
            double fuelRateLph,
            ObjDoubleConsumer<String> impossible) {
        boolean some = Measure.has(rpm)
                || Measure.has(loadPct)
                || Measure.has(coolantC)
                || Measure.has(throttlePct)
                || Measure.has(fuelLevelPct)
                || Measure.has(fuelRateLph);
        if (!some) {
            return Engine.NONE;
        }
        return new Engine(
                possible("rpm", rpm, v -> new Engine(v, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT), impossible),
                possible("loadPct", loadPct, v -> new Engine(ABSENT, v, ABSENT, ABSENT, ABSENT, ABSENT), impossible),
                possible("coolantC", coolantC, v -> new Engine(ABSENT, ABSENT, v, ABSENT, ABSENT, ABSENT), impossible),
                possible(
                        "throttlePct",
                        throttlePct,
                        v -> new Engine(ABSENT, ABSENT, ABSENT, v, ABSENT, ABSENT),
                        impossible),
                possible(
                        "fuelLevelPct",
                        fuelLevelPct,
                        v -> new Engine(ABSENT, ABSENT, ABSENT, ABSENT, v, ABSENT),
                        impossible),
                possible(
                        "fuelRateLph",
                        fuelRateLph,
                        v -> new Engine(ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, v),
                        impossible));
    }

    /** An odometer in metres; see {@link #power}. */
    public static double odometerM(double value, ObjDoubleConsumer<String> impossible) {
        if (value >= 0 && value <= MAX_ODOMETER_M) {
            return value;
        }
        if (Measure.has(value)) {
            impossible.accept("odometerM", value);
        }
        return ABSENT;
    }

    /** Whether a share of a whole can be: no gauge shows more than all of it. */
    public static boolean isPercentage(double value) {
        return value >= 0 && value <= 100;
    }

    /** The event's own constructor is the one that knows the range. */
    private static double possible(
            String name, double value, DoubleFunction<Object> event, ObjDoubleConsumer<String> impossible) {
        if (!Measure.has(value)) {
            return ABSENT;
        }
        try {
            Objects.requireNonNull(event.apply(value));
            return value;
        } catch (IllegalArgumentException e) {
            impossible.accept(name, value);
            return ABSENT;
        }
    }
}
