package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.event.Alert.Severity;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Faster than the limit by 5 km/h and 5 % for 10 s, bridging gaps of a minute or of two and a half usual intervals of a slower device, and at once
 * where even those are too long to tell how long it lasted; over once it is at the limit or below for 5 s. One episode, with its peak, mean, duration and
 * distance. Severity by how far over, in km/h and in percent (both): Lightfoot's levels of 4, 10 and 19 mph.
 */
final class Overspeed implements Rule {

    private static final double TOLERANCE_KMH = 5;
    private static final double TOLERANCE_SHARE = 0.05;
    private static final double MAJOR_KMH = 16;
    private static final double MAJOR_SHARE = 0.25;
    private static final double SEVERE_KMH = 30;
    private static final double SEVERE_SHARE = 0.40;

    @Override
    public String id() {
        return "overspeed";
    }

    @Override
    public Timing timing() {
        return TIMING;
    }

    private static final Timing TIMING = new Timing(10_000, 5_000, 60_000);

    /** A device that reports every ten minutes cannot show that it lasted: one report says enough. */
    @Override
    public long openAfterMs(RuleInput input) {
        return Gaps.isTooSlow(input.activeIntervalMs()) ? 0 : TIMING.openAfterMs();
    }

    @Override
    public Level level(RuleInput input) {
        if (Double.isNaN(input.speedKmh())) {
            return Level.UNKNOWN;
        }
        double limitKmh = input.limits().speedLimitKmh();
        if (input.speedKmh() > limitKmh + Math.max(TOLERANCE_KMH, TOLERANCE_SHARE * limitKmh)) {
            return Level.ON;
        }
        return input.speedKmh() > limitKmh ? Level.HOLD : Level.OFF;
    }

    @Override
    public double value(RuleInput input) {
        return input.speedKmh();
    }

    @Override
    public double reference(RuleInput input) {
        return input.limits().speedLimitKmh();
    }

    @Override
    public Description describe(EpisodeState episode) {
        double limitKmh = episode.reference();
        return new Description(
                severity(episode.worst() - limitKmh, limitKmh),
                Map.of(
                        "speedKmh",
                        episode.worst(),
                        "limitKmh",
                        limitKmh,
                        "meanKmh",
                        episode.mean(),
                        "distanceM",
                        episode.distanceM()),
                String.format(Locale.ROOT, "%.0f km/h where %.0f are allowed", episode.worst(), limitKmh));
    }

    @Override
    public @Nullable Behavior behavior() {
        return BEHAVIOR;
    }

    private static final Behavior BEHAVIOR = new Behavior(Kind.OVERSPEED, "km/h");

    private static Severity severity(double overKmh, double limitKmh) {
        if (overKmh > SEVERE_KMH && overKmh > SEVERE_SHARE * limitKmh) {
            return Severity.CRITICAL;
        }
        return overKmh > MAJOR_KMH && overKmh > MAJOR_SHARE * limitKmh ? Severity.WARNING : Severity.INFO;
    }
}
