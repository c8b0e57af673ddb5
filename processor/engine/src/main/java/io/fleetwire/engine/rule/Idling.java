package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.event.Alert.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Standing (below 1 km/h) with the engine running (ignition on or revolutions above 0) for 5 min. Never claimed across a gap of more than 200 s, as at
 * Geotab (https://helpdesk.geotab.com/hc/en-us/community/posts/214444343), or of two and a half usual intervals of a slower device.
 *
 * <p>A trip ends after 200 s of standing, at the moment it began to stand, so idling that becomes an alert lies in the stop behind it and counts for the
 * driver without a trip: what a trip says of idling is what lies within it.
 */
final class Idling implements Rule {

    private static final Timing TIMING = new Timing(300_000, 0, 200_000);
    private static final Behavior BEHAVIOR = new Behavior(Kind.IDLING, "s");

    @Override
    public String id() {
        return "idling";
    }

    @Override
    public Timing timing() {
        return TIMING;
    }

    @Override
    public Level level(RuleInput input) {
        if (input.idle()) {
            return Level.ON;
        }
        return input.hasFix() ? Level.OFF : Level.UNKNOWN;
    }

    @Override
    public double value(RuleInput input) {
        return Double.NaN;
    }

    @Override
    public Description describe(EpisodeState episode) {
        return new Description(Severity.INFO, Map.of(), "Idling for more than 5 minutes");
    }

    /** The trip it began in has ended where it began. */
    @Override
    public boolean keepsTrip() {
        return false;
    }

    @Override
    public @Nullable Behavior behavior() {
        return BEHAVIOR;
    }
}
