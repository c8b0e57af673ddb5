package io.fleetwire.engine.rule;

import io.fleetwire.event.Alert.Severity;
import io.fleetwire.event.Signal;
import java.util.Map;

/**
 * What only the device can know, passed on. It is over once records come without the signal for a minute, of the same kind of message: a position that cannot
 * carry the state of the power supply says nothing about it. What somebody has to look at (towing, tampering, jamming) stays open until a person
 * resolves it.
 */
final class DeviceSignal implements Rule {

    private static final Timing TIMING = new Timing(0, 60_000, 3_600_000);

    /** A device that reports more seldom tells a new episode each time. */
    private static final long LONGEST_MS = 172_800_000;

    private final String id;
    private final Signal signal;
    private final Description description;
    private final boolean staysOpen;

    DeviceSignal(String id, Signal signal, Severity severity, String message) {
        this(id, signal, severity, message, false);
    }

    private DeviceSignal(String id, Signal signal, Severity severity, String message, boolean staysOpen) {
        this.id = id;
        this.signal = signal;
        this.description = new Description(severity, Map.of(), message);
        this.staysOpen = staysOpen;
    }

    /** A signal whose alert only a person closes. */
    static DeviceSignal forPeople(String id, Signal signal, Severity severity, String message) {
        return new DeviceSignal(id, signal, severity, message, true);
    }

    @Override
    public boolean staysOpen() {
        return staysOpen;
    }

    @Override
    public boolean endsByItsKind() {
        return true;
    }

    /** States told in heartbeats are told again with the next one. */
    @Override
    public long maxGapMs(RuleInput input) {
        long usualMs = Math.max(input.activeIntervalMs(), input.parkedIntervalMs());
        return Gaps.allowedMs(TIMING.maxGapMs(), usualMs, LONGEST_MS);
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
    public Level level(RuleInput input) {
        boolean towed = signal == Signal.TOW && input.towed();
        return towed || input.signals(signal) ? Level.ON : Level.OFF;
    }

    @Override
    public double value(RuleInput input) {
        return Double.NaN;
    }

    @Override
    public Description describe(EpisodeState episode) {
        return description;
    }
}
