package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.fact.Fact.AlertFact;
import io.fleetwire.engine.fact.Fact.BehaviorFact;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.engine.fact.Fact.TripFact;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.VehicleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store that keeps the highest version of everything has after some events. */
public final class Outcome {

    private final VehicleMachine machine;
    private final FleetConfig config;
    private VehicleState state;
    private final Map<String, Revisable> stored = new TreeMap<>();
    private final List<TelemetryFact> telemetry = new ArrayList<>();
    private final List<Alert> said = new ArrayList<>();
    private @Nullable LivePosition live;

    private Outcome(EngineSettings settings, FleetConfig config) {
        this.machine = new VehicleMachine(settings);
        this.config = config;
        this.state = machine.initial("VAN-7");
    }

    /** After these events, with the default settings. */
    public static Outcome of(List<? extends VehicleEvent> events, FleetConfig config) {
        return new Outcome(EngineSettings.defaults(), config).then(events);
    }

    /** After these, nothing configured. */
    public static Outcome of(List<? extends VehicleEvent> events) {
        return of(events, FleetConfig.EMPTY);
    }

    Outcome then(List<? extends VehicleEvent> events) {
        events.forEach(this::then);
        return this;
    }

    Step then(VehicleEvent event) {
        return then(event, event.at().toEpochMilli());
    }

    Step then(VehicleEvent event, long arrivedAtMs) {
        return take(machine.step(state, event, arrivedAtMs, config));
    }

    private Step take(Step step) {
        state = step.state();
        step.facts().forEach(this::store);
        said.addAll(step.alerts());
        live = step.live() == null ? live : step.live();
        return step;
    }

    /** Lets the clock say this time. */
    Step clock(Instant now) {
        return take(machine.timeout(state, now, config));
    }

    /** When the vehicle counts as silent. */
    Instant silentAt() {
        return machine.timeoutAt(state, config);
    }

    /** As if the process was killed after its checkpoint. */
    void restart() {
        state = VehicleStateCodec.decode(VehicleStateCodec.encode(state));
    }

    private void store(Fact fact) {
        if (fact instanceof TelemetryFact record) {
            telemetry.add(record);
        } else if (fact instanceof Revisable conclusion) {
            Revisable before = stored.put(conclusion.id(), conclusion);
            if (before != null && before.version() >= conclusion.version()) {
                throw new AssertionError("version " + conclusion.version() + " after " + before.version());
            }
        }
    }

    VehicleState state() {
        return state;
    }

    List<TelemetryFact> telemetry() {
        return telemetry;
    }

    /** Everything that went out on the alerts' topic. */
    List<Alert> said() {
        return said;
    }

    @Nullable
    LivePosition live() {
        return live;
    }

    /** The alerts that stand, by time. */
    public List<Alert> alerts() {
        return stored.values().stream()
                .filter(each -> !each.deleted())
                .filter(AlertFact.class::isInstance)
                .map(each -> ((AlertFact) each).alert())
                .sorted(Comparator.comparing(Alert::openedAt))
                .toList();
    }

    List<TripSession> trips() {
        return stored.values().stream()
                .filter(each -> !each.deleted())
                .filter(TripFact.class::isInstance)
                .map(each -> ((TripFact) each).trip())
                .sorted(Comparator.comparing(TripSession::startedAt))
                .toList();
    }

    List<BehaviorFact> behavior(BehaviorFact.Kind kind) {
        return stored.values().stream()
                .filter(each -> !each.deleted())
                .filter(BehaviorFact.class::isInstance)
                .map(BehaviorFact.class::cast)
                .filter(each -> each.kind() == kind)
                .sorted(Comparator.comparing(BehaviorFact::at))
                .toList();
    }

    /** All that stands, without versions: what two runs must agree on. */
    List<Revisable> conclusions() {
        return stored.values().stream()
                .filter(each -> !each.deleted())
                .map(each -> each.revised(0, false))
                .toList();
    }

    /** Seconds since the beginning of every {@link Drive}. */
    public static long second(Instant at) {
        return Duration.ofMillis(at.toEpochMilli() - Drive.START_MS).toSeconds();
    }
}
