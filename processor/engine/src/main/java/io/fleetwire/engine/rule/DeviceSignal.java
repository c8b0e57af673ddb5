package io.fleetwire.engine.rule;

import io.fleetwire.event.Alert.Severity;
import io.fleetwire.event.Signal;
import java.util.Map;

/** What only the device can know, passed on. It is over once records come without the signal for a minute. */
final class DeviceSignal implements Rule {

    private static final Timing TIMING = new Timing(0, 60_000, 3_600_000);

    private final String id;
    private final Signal signal;
    private final Description description;

    DeviceSignal(String id, Signal signal, Severity severity, String message) {
        this.id = id;
        this.signal = signal;
        this.description = new Description(severity, Map.of(), message);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Timing timing() {
        return TIMING;
    }

    @Override
    public Level level(Moment moment) {
        return moment.signals(signal) ? Level.ON : Level.OFF;
    }

    @Override
    public double value(Moment moment) {
        return Double.NaN;
    }

    @Override
    public Description describe(Watch watch) {
        return description;
    }
}
