package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.vehicle.Observation.AppReport;
import io.fleetwire.engine.vehicle.Observation.Reading;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vehicle as a pure function: one event in, a new state and what it means out. The same events in any order, late or doubled, end in the same
 * trips, behaviour and alerts, as long as a late one is among the newest {@link EngineSettings#windowObservations} of its vehicle.
 *
 * <p>How: the state keeps those observations and what was said because of them. An event that is the newest moves the core one step on. One that comes
 * late is put where it belongs, the core runs again from there, and what differs from what was said is said again with a higher version. An
 * exact duplicate changes nothing. What is older than the window is stored as {@link #TOO_LATE} and revises nothing.
 *
 * <p>What is computed again is computed with the configuration of now: a geofence drawn a minute ago may then have been crossed before it was drawn.
 *
 * <p>Silence is told as if nothing more will come, and taken back by the next record as far as that, or the core when it sees the gap, says otherwise. So
 * what is concluded in the end depends on the records only, and not on when somebody looked at the clock.
 *
 * <p>A record from the future is put where its device's time zone explains it ({@link Clocks}), or not trusted: a wrong clock neither erases nor blocks what
 * other records say.
 */
public final class VehicleMachine {

    /** Why a record was stored and otherwise ignored: its time cannot be right. */
    public static final String TIME_UNTRUSTED = "time-untrusted";

    /** Why a record was stored and otherwise ignored: it is older than all that can still be revised. */
    public static final String TOO_LATE = "too-late";

    private final EngineSettings settings;
    private final OrderedMachine core;
    private final Hearings hearings;

    public VehicleMachine(EngineSettings settings) {
        this.settings = settings;
        this.core = new OrderedMachine(settings);
        this.hearings = new Hearings(settings);
    }

    /** What is known of a vehicle before its first event. */
    public VehicleState initial(String vehicleId) {
        return VehicleState.initial(vehicleId);
    }

    /** The same for an event that arrived when it happened. */
    public Step step(VehicleState state, VehicleEvent event, FleetConfig config) {
        return step(state, event, event.at().toEpochMilli(), config);
    }

    /**
     * The state after an event, and what the event means.
     *
     * @param arrivedAtMs when Kafka got it: the receive time of what an app reports, which says none itself; a tracker's record says its own
     */
    public Step step(VehicleState state, VehicleEvent event, long arrivedAtMs, FleetConfig config) {
        if (!(event instanceof Telemetry record)) {
            Fact said = appEvent(event, arrivedAtMs);
            AppReport report = AppReport.of(event, arrivedAtMs);
            boolean usable = report != null && isTrusted(report) && report.atMs() - arrivedAtMs <= MAX_APP_AHEAD_MS;
            return usable && report != null
                    ? place(state, new Arrival(report, null, false), config, List.of())
                            .with(said)
                    : Step.nothing(state).with(said);
        }
        List<Revisable> before = new ArrayList<>(0);
        VehicleState heard = hearings.heard(state, record, before);
        Device device = state.head().devices().get(record.deviceId());
        String deviceId = device == null ? record.deviceId() : device.id();
        Long honestMs = heard.hearing().clocks().honestMs(deviceId, record.deviceTimeMs(), record.receivedAtMs());
        Reading reading = Reading.of(record, honestMs == null ? record.deviceTimeMs() : honestMs, deviceId);
        Arrival arrival = new Arrival(reading, Hearings.corrected(record, reading), state.isSilent());
        if (reading.atMs() != record.deviceTimeMs() && isKnown(heard, reading)) {
            return known(heard, arrival, before);
        }
        return honestMs != null && isTrusted(reading)
                ? place(heard, arrival, config, before)
                : aside(heard, arrival, TIME_UNTRUSTED, before);
    }

    private static @Nullable Fact appEvent(VehicleEvent event, long arrivedAtMs) {
        Instant arrivedAt = Instant.ofEpochMilli(arrivedAtMs);
        return switch (event) {
            case Telemetry record -> null;
            case TripEvent trip -> Fact.AppEventFact.of(trip, arrivedAt);
            case DriverEvent driver -> Fact.AppEventFact.of(driver, arrivedAt);
        };
    }

    /** A phone's clock is set by its network. */
    private static final long MAX_APP_AHEAD_MS = Clocks.MAX_HONEST_AHEAD_MS;

    /**
     * An observation on its way to its place.
     *
     * @param record the record it is of, with its time corrected; null: an app's report
     * @param endsSilence the vehicle counted as silent until it came
     */
    private record Arrival(
            Observation observation, @Nullable Telemetry record, boolean endsSilence) {}

    /**
     * What the passing of time means: a vehicle whose devices have been silent for longer than usual counts as silent. Its trip ends at the last
     * evidence, whatever needs a signal to go on is over, an alert says so, and screens show it as {@code OFFLINE}, once.
     *
     * @param now the processor's clock
     */
    public Step timeout(VehicleState state, Instant now, FleetConfig config) {
        VehicleState.Contact contact = state.contact();
        if (contact == null || state.isSilent() || now.isBefore(timeoutAt(state, config))) {
            return Step.nothing(state);
        }
        List<Revisable> told = core.silence(state.vehicleId(), state.head(), config);
        VehicleState silent =
                state.hearing(new VehicleState.Hearing(contact, state.hearing().clocks(), told));
        return new StepBuilder(silent)
                .conclusions(told)
                .live(Live.offline(state, contact))
                .build();
    }

    /** When {@link #timeout} has something to say, should no record come before; {@link Instant#MAX}: never, or it has said it. */
    public Instant timeoutAt(VehicleState state, FleetConfig config) {
        VehicleState.Contact contact = state.contact();
        if (contact == null || state.isSilent()) {
            return Instant.MAX;
        }
        long afterMs = core.silentAfterMs(state.head(), contact.deviceId(), config);
        return Instant.ofEpochMilli(contact.receivedAtMs() + afterMs);
    }

    private boolean isTrusted(Observation observation) {
        return observation.atMs() >= settings.cleaning().earliestMs();
    }

    /** Whether a record came before; sent again later, its corrected time may be another. */
    private static boolean isKnown(VehicleState state, Reading reading) {
        return state.recent().contains(reading.id()) || state.window().contains(reading.id());
    }

    /** Finds where in the vehicle's past an observation belongs. */
    private Step place(VehicleState state, Arrival arrival, FleetConfig config, List<Revisable> before) {
        Observation observation = arrival.observation();
        if (observation.isAfter(state.head().atMs(), state.head().id())) {
            return goOn(state, arrival, config, before);
        }
        if (state.window().contains(observation)) {
            return known(state, arrival, before);
        }
        CoreState settled = state.window().settled();
        return observation.isAfter(settled.atMs(), settled.id())
                ? revise(state, arrival, config, before)
                : aside(state, arrival, TOO_LATE, before);
    }

    /** A record that came before: nothing but that the device is heard. */
    private static Step known(VehicleState state, Arrival arrival, List<Revisable> before) {
        StepBuilder step = new StepBuilder(state).conclusions(before);
        Telemetry record = arrival.record();
        return (record != null && arrival.endsSilence() ? step.live(Live.heard(record, state.head())) : step).build();
    }

    /** Stored, once, and otherwise ignored. */
    private static Step aside(VehicleState state, Arrival arrival, String reason, List<Revisable> before) {
        long id = arrival.observation().id();
        if (state.recent().contains(id)) {
            return known(state, arrival, before);
        }
        StepBuilder step = new StepBuilder(state.remembering(id)).conclusions(before);
        Telemetry record = arrival.record();
        if (record != null) {
            step.telemetry(record, id, reason, reason.equals(TOO_LATE));
            if (arrival.endsSilence()) {
                step.live(Live.heard(record, state.head()));
            }
        }
        return step.build();
    }

    /** The newest observation: one step of the core. */
    private Step goOn(VehicleState state, Arrival arrival, FleetConfig config, List<Revisable> before) {
        Observation observation = arrival.observation();
        StepOutput output = new StepOutput();
        CoreState head = core.step(state.vehicleId(), state.head(), observation, config, output);
        Window window = state.window().append(state.head(), observation, output.conclusions);
        StepBuilder step = new StepBuilder(trim(state.with(window, head, state.recent())));
        Telemetry record = arrival.record();
        if (record != null) {
            step.telemetry(record, observation.id(), output, head, false);
            step.live(Live.of(record, head, output));
        }
        return step.conclusions(Revision.superseded(before, output.conclusions))
                .conclusions(output.conclusions)
                .build();
    }

    /** A late observation: the core runs again from where it belongs. */
    private Step revise(VehicleState state, Arrival arrival, FleetConfig config, List<Revisable> before) {
        Observation observation = arrival.observation();
        int segment = state.window().segmentOf(observation);
        List<Observation> observations = Window.observations(state.window().from(segment));
        int place = 0;
        while (place < observations.size()
                && observation.isAfter(
                        observations.get(place).atMs(), observations.get(place).id())) {
            place++;
        }
        observations.add(place, observation);
        Replay replay = Replay.of(core, settings.trips(), state, segment, observations, place, config);
        StepBuilder step = new StepBuilder(trim(replay.state()));
        Telemetry record = arrival.record();
        if (record != null) {
            step.telemetry(record, observation.id(), replay.output(), replay.after(), true);
            if (arrival.endsSilence()) {
                step.live(Live.heard(record, replay.state().head()));
            }
        }
        return step.conclusions(Revision.superseded(before, replay.difference()))
                .conclusions(replay.difference())
                .build();
    }

    /** Settles the oldest observations once there are enough younger ones. */
    private VehicleState trim(VehicleState state) {
        VehicleState trimmed = state;
        Window next = state.window().trimmed(settings.windowObservations());
        while (next != trimmed.window()) {
            Segment settled = trimmed.window().segments().get(0);
            trimmed = trimmed.with(next, trimmed.head(), trimmed.recent().plus(settled));
            next = next.trimmed(settings.windowObservations());
        }
        return trimmed;
    }
}
