package io.fleetwire.engine.rule;

import io.fleetwire.event.Alert.Severity;
import io.fleetwire.event.Signal;
import java.util.Map;

/** Somebody pressed the button of the device or of the driver's app. Pressed again within a minute it is the same call; it stays open until a person resolves it. */
final class Sos implements Rule {

    private static final Timing TIMING = new Timing(0, 60_000, 600_000);

    @Override
    public String id() {
        return "sos";
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
    public Level level(RuleInput input) {
        return input.signals(Signal.SOS) ? Level.ON : Level.OFF;
    }

    @Override
    public double value(RuleInput input) {
        return Double.NaN;
    }

    @Override
    public Description describe(EpisodeState episode) {
        return new Description(Severity.CRITICAL, Map.of(), "Emergency call");
    }
}
