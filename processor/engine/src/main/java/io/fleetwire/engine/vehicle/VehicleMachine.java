package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.FleetConfig;
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
 * <p>A device whose clock runs ahead must not make everything after it late: as soon as a record with an honest time comes while the newest one
 * is from the future, the observations from the future are struck out.
 */
public final class VehicleMachine {

    /** Why a record was stored and otherwise ignored: its time cannot be right. */
    public static final String TIME_UNTRUSTED = "time-untrusted";

    /** Why a record was stored and otherwise ignored: it is older than all that can still be revised. */
    public static final String TOO_LATE = "too-late";

    private final EngineSettings settings;
    private final Core core;

    public VehicleMachine(EngineSettings settings) {
        this.settings = settings;
        this.core = new Core(settings);
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
        Observation observation = observe(event, arrivedAtMs);
        if (observation == null || (observation.isAhead() && state.recent().contains(observation.id()))) {
            return Step.nothing(state);
        }
        if (untrusted(observation)) {
            return aside(state, event, observation, TIME_UNTRUSTED, List.of());
        }
        VehicleState heard = event instanceof Telemetry record
                ? state.heard(record.deviceId(), record.protocol(), record.receivedAtMs())
                : state;
        List<Revisable> struck = new ArrayList<>();
        if (heard.head().isAhead() && observation instanceof Reading && !observation.isAhead()) {
            heard = strikeOut(heard, config, struck);
        }
        if (observation.isAfter(heard.head().atMs(), heard.head().id())) {
            return goOn(heard, event, observation, config, struck);
        }
        CoreState settled = heard.window().settled();
        if (!observation.isAfter(settled.atMs(), settled.id())) {
            return aside(heard, event, observation, TOO_LATE, struck);
        }
        return heard.window().contains(observation)
                ? new StepBuilder(heard).conclusions(struck).build()
                : revise(heard, event, observation, config, struck);
    }

    /**
     * What the passing of time means: a vehicle that has not been heard of becomes {@code OFFLINE} on screens. Gives no facts: those depend on records
     * only.
     *
     * @param now the processor's clock
     */
    public Step timeout(VehicleState state, Instant now) {
        VehicleState.Contact contact = state.contact();
        if (contact == null || now.isBefore(timeoutAt(state))) {
            return Step.nothing(state);
        }
        return new Step(state, List.of(), List.of(), List.of(), Live.offline(state, contact));
    }

    /** When {@link #timeout} has something to say, should no event come before; {@link Instant#MAX}: never. */
    public Instant timeoutAt(VehicleState state) {
        VehicleState.Contact contact = state.contact();
        return contact == null ? Instant.MAX : Instant.ofEpochMilli(contact.receivedAtMs() + settings.offlineAfterMs());
    }

    private static @Nullable Observation observe(VehicleEvent event, long arrivedAtMs) {
        return switch (event) {
            case Telemetry record -> Reading.of(record);
            case TripEvent trip -> AppReport.of(trip, arrivedAtMs);
            case DriverEvent driver -> AppReport.of(driver, arrivedAtMs);
        };
    }

    private boolean untrusted(Observation observation) {
        return observation.atMs() < settings.cleaning().earliestMs()
                || observation.atMs() - observation.receivedAtMs()
                        > settings.cleaning().maxAheadMs();
    }

    /** Stored, once, and otherwise ignored. */
    private static Step aside(
            VehicleState state, VehicleEvent event, Observation observation, String reason, List<Revisable> struck) {
        if (state.recent().contains(observation.id())) {
            return new StepBuilder(state).conclusions(struck).build();
        }
        StepBuilder step = new StepBuilder(state.remembering(observation.id()));
        if (event instanceof Telemetry record) {
            step.telemetry(record, observation.id(), reason, reason.equals(TOO_LATE));
        }
        return step.conclusions(struck).build();
    }

    /** The newest observation: one step of the core. */
    private Step goOn(
            VehicleState state,
            VehicleEvent event,
            Observation observation,
            FleetConfig config,
            List<Revisable> struck) {
        Findings findings = new Findings();
        CoreState head = core.step(state.vehicleId(), state.head(), observation, config, findings);
        Window window = state.window().append(state.head(), observation, findings.conclusions);
        StepBuilder step = new StepBuilder(trim(state.with(window, head, state.recent())));
        if (event instanceof Telemetry record) {
            step.telemetry(record, observation.id(), findings, head, false);
            step.live(Live.of(record, head, findings));
        }
        return step.conclusions(struck).conclusions(findings.conclusions).build();
    }

    /** A late observation: the core runs again from where it belongs. */
    private Step revise(
            VehicleState state,
            VehicleEvent event,
            Observation observation,
            FleetConfig config,
            List<Revisable> struck) {
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
        if (event instanceof Telemetry record) {
            step.telemetry(record, observation.id(), replay.findings(), replay.after(), true);
        }
        return step.conclusions(struck).conclusions(replay.difference()).build();
    }

    /** The state without the observations from the future; where even the settled core is from there, from the beginning. */
    private VehicleState strikeOut(VehicleState state, FleetConfig config, List<Revisable> said) {
        List<Observation> all = Window.observations(state.window().segments());
        RecentIds recent = state.recent();
        List<Observation> honest = new ArrayList<>();
        for (Observation each : all) {
            if (each.isAhead()) {
                recent = recent.plus(each.id());
            } else {
                honest.add(each);
            }
        }
        if (state.window().settled().isAhead()) {
            said.addAll(core.close(state.vehicleId(), state.head(), config));
            CoreState fresh = CoreState.INITIAL.drivenBy(state.head().driver());
            return state.with(Window.after(fresh), fresh, recent);
        }
        Replay replay = Replay.of(core, settings.trips(), state, 0, honest, Replay.NONE, config);
        said.addAll(replay.difference());
        return replay.state().with(replay.state().window(), replay.state().head(), recent);
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
