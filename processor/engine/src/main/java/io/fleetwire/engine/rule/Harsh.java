package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.event.Alert.Severity;
import io.fleetwire.event.Signal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the three harsh manoeuvres share. The device's own detection takes precedence: it feels what positions cannot show. Derived from positions only
 * where they are at most 2 s apart (at 10 s a brake of 3 s averages away) and from a vehicle fast enough. 17 % hysteresis (Digital Matter's
 * default, https://support.digitalmatter.com/support/solutions/articles/16000042353) and 2 s between two of them.
 */
abstract sealed class Harsh implements Rule permits HarshBrake, HarshAcceleration, HarshCornering {

    private static final double HYSTERESIS = 0.17;
    private static final Timing TIMING = new Timing(0, 2_000, 10_000);

    private final String id;
    private final Signal signal;
    private final Behavior behavior;
    private final String what;
    private final double minSpeedKmh;

    /**
     * @param minSpeedKmh slower, it does not count (Teltonika's green driving: 10 along, 30 across)
     */
    Harsh(String id, Signal signal, Kind kind, String what, double minSpeedKmh) {
        this.id = id;
        this.signal = signal;
        this.behavior = new Behavior(kind, "m/s2");
        this.what = what;
        this.minSpeedKmh = minSpeedKmh;
    }

    /** What counts as harsh for this vehicle, m/s². */
    abstract double thresholdMs2(RuleInput input);

    @Override
    public String id() {
        return id;
    }

    @Override
    public Timing timing() {
        return TIMING;
    }

    @Override
    public Level level(RuleInput input) {
        if (input.signals(signal)) {
            return Level.ON;
        }
        double valueMs2 = value(input);
        if (input.deviceDetects()) {
            return Level.OFF;
        }
        if (Double.isNaN(valueMs2)) {
            return Level.UNKNOWN;
        }
        if (Math.max(input.speedKmh(), input.previousSpeedKmh()) < minSpeedKmh) {
            return Level.OFF;
        }
        double threshold = thresholdMs2(input);
        if (valueMs2 >= threshold) {
            return Level.ON;
        }
        return valueMs2 >= threshold * (1 - HYSTERESIS) ? Level.HOLD : Level.OFF;
    }

    @Override
    public double reference(RuleInput input) {
        return input.previousSpeedKmh();
    }

    @Override
    public boolean byDevice(RuleInput input) {
        return input.signals(signal);
    }

    @Override
    public Description describe(EpisodeState episode) {
        String message = Double.isNaN(episode.worst())
                ? what + ", detected by the device"
                : String.format(Locale.ROOT, "%s of %.1f m/s²", what, episode.worst());
        return new Description(
                Severity.WARNING, Map.of("accelerationMs2", episode.worst(), "speedKmh", episode.reference()), message);
    }

    @Override
    public @Nullable Behavior behavior() {
        return behavior;
    }
}
