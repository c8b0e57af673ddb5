package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.event.Alert.Severity;
import io.fleetwire.event.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The device's crash flag (Teltonika AVL 247), or 2.5 g in the plane of the road (Geotab's figure). Told at once as suspected: it always escalates. What
 * happens in the next 30 s confirms it: 15 km/h lost within 3 s, or a vehicle that was moving stands (the speed check with which Teltonika rejects
 * potholes). A vehicle that was moving and still moves then had none: rejected, and no critical alert any more. Where nobody can tell, it stays
 * suspected. Only a confirmed crash counts against a driver, and only a person closes the alert.
 */
final class Crash implements Rule {

    private static final double IMPACT_G = 2.5;
    private static final double DROP_KMH = 15;
    private static final long DROP_WITHIN_MS = 3_000;
    private static final double STANDING_KMH = 1;
    private static final double WAS_MOVING_KMH = 10;

    /** Less than any loss of speed that confirms. */
    private static final double DROVE_ON = 0.001;

    private static final Timing TIMING = new Timing(0, 30_000, 120_000);
    private static final Behavior BEHAVIOR = new Behavior(Kind.CRASH, "g");

    @Override
    public String id() {
        return "crash";
    }

    @Override
    public Timing timing() {
        return TIMING;
    }

    @Override
    public boolean staysOpen() {
        return true;
    }

    @Override
    public boolean counts(EpisodeState episode) {
        return confirmed(episode);
    }

    @Override
    public Level level(RuleInput input) {
        return input.signals(Signal.CRASH) || input.horizontalG() >= IMPACT_G ? Level.ON : Level.OFF;
    }

    @Override
    public double value(RuleInput input) {
        return input.horizontalG();
    }

    /** The speed before the impact, km/h. */
    @Override
    public double reference(RuleInput input) {
        return Double.isNaN(input.previousSpeedKmh()) ? input.speedKmh() : input.previousSpeedKmh();
    }

    /** The confirming loss of speed, km/h; {@link #DROVE_ON} where it drives on half a minute later; 0 while nobody can tell. */
    @Override
    public double extra(EpisodeState episode, RuleInput input) {
        double lostKmh = episode.reference() - input.speedKmh();
        boolean dropped = input.atMs() - episode.sinceMs() <= DROP_WITHIN_MS && lostKmh >= DROP_KMH;
        boolean stopped = input.speedKmh() < STANDING_KMH && episode.reference() >= WAS_MOVING_KMH;
        if (dropped || stopped) {
            return lostKmh;
        }
        boolean later = input.atMs() - episode.sinceMs() >= TIMING.closeAfterMs();
        return later && input.speedKmh() >= WAS_MOVING_KMH ? DROVE_ON : 0;
    }

    @Override
    public boolean byDevice(RuleInput input) {
        return input.signals(Signal.CRASH);
    }

    @Override
    public Description describe(EpisodeState episode) {
        boolean confirmed = confirmed(episode);
        boolean rejected = !confirmed && rejected(episode);
        String message = confirmed
                ? "Crash: the vehicle lost its speed"
                : rejected ? "No crash: the vehicle drove on" : "Possible crash";
        return new Description(
                rejected ? Severity.WARNING : Severity.CRITICAL,
                Map.of(
                        "peakG", episode.worst(),
                        "speedKmh", episode.reference(),
                        "speedDropKmh", confirmed ? episode.extra() : 0,
                        "confirmed", confirmed ? 1.0 : 0.0,
                        "rejected", rejected ? 1.0 : 0.0),
                message);
    }

    private static boolean confirmed(EpisodeState episode) {
        return episode.extra() > DROVE_ON;
    }

    /** It was moving, half a minute has passed in which somebody looked, and nothing confirmed it. */
    private static boolean rejected(EpisodeState episode) {
        return episode.extra() == DROVE_ON && episode.reference() >= WAS_MOVING_KMH;
    }

    @Override
    public @Nullable Behavior behavior() {
        return BEHAVIOR;
    }
}
