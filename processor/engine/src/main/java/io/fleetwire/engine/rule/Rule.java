package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.BehaviorFact;
import io.fleetwire.event.Alert;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A condition on a moment, and what to say when it has held long enough. Stateless: what is remembered is the {@link EpisodeState}. */
public interface Rule {

    /** The rule's name in alerts, such as {@code overspeed}. Stored, so it must never change. */
    String id();

    /** How long the condition must hold, and fail, to count. */
    Timing timing();

    /** The longest time without a moment that can tell: {@link Timing#maxGapMs}, more for a device that reports seldom. */
    default long maxGapMs(RuleInput input) {
        return Gaps.allowedMs(timing().maxGapMs(), input.activeIntervalMs());
    }

    /** How long the condition must hold in front of this moment: {@link Timing#openAfterMs} unless the device reports too seldom to tell. */
    default long openAfterMs(RuleInput input) {
        return timing().openAfterMs();
    }

    /** Whether only a person may close its alerts: the engine tells them and leaves them open. */
    default boolean staysOpen() {
        return false;
    }

    /** Whether only the same kind of message that told of it can say that it is over. */
    default boolean endsByItsKind() {
        return false;
    }

    /** Whether an episode belongs to the trip in which it began, even when it opens after it. */
    default boolean keepsTrip() {
        return true;
    }

    /** Whether an episode counts against the driver: by default all do. */
    default boolean counts(EpisodeState episode) {
        return true;
    }

    /** Whether the condition holds. */
    Level level(RuleInput input);

    /** What is measured, the larger the worse; NaN where nothing is. */
    double value(RuleInput input);

    /** What the value is compared with, fixed when the episode begins. */
    default double reference(RuleInput input) {
        return Double.NaN;
    }

    /** A second figure; the largest of the episode is kept. */
    default double extra(EpisodeState episode, RuleInput input) {
        return 0;
    }

    /** Whether the device itself flagged this moment. */
    default boolean byDevice(RuleInput input) {
        return false;
    }

    /** What to tell of an episode. */
    Description describe(EpisodeState episode);

    /** What counts against a driver; null: nothing. */
    default @Nullable Behavior behavior() {
        return null;
    }

    /**
     * When an episode opens and closes, by event time.
     *
     * @param openAfterMs the condition must hold for so long
     * @param closeAfterMs it must fail for so long; also the debounce between two episodes
     * @param maxGapMs a longer time without a moment that can tell ends the episode where it was last seen; of a device that reports every second
     */
    record Timing(long openAfterMs, long closeAfterMs, long maxGapMs) {}

    /**
     * What a person is told.
     *
     * @param measures by name with unit
     */
    record Description(Alert.Severity severity, Map<String, Double> measures, String message) {

        /** The severity as a behaviour fact counts it: 1 minor, 2 major, 3 severe. */
        int grade() {
            return switch (severity) {
                case INFO -> 1;
                case WARNING -> 2;
                case CRITICAL -> 3;
            };
        }
    }

    /** How an episode is stored among a driver's behaviour; {@code unit} is that of {@link Rule#value}. */
    record Behavior(BehaviorFact.Kind kind, String unit) {}
}
