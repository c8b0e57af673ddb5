package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.RecordId;
import java.time.Instant;
import java.util.List;

/** The vehicle as a pure function: one event in, a new state and what it means out. */
public final class VehicleMachine {

    private final EngineSettings settings;

    public VehicleMachine(EngineSettings settings) {
        this.settings = settings;
    }

    /** What is known of a vehicle before its first event. */
    public VehicleState initial(String vehicleId) {
        return new VehicleState(vehicleId);
    }

    /** The state after an event, and what the event means. */
    public Step step(VehicleState state, VehicleEvent event, FleetConfig config) {
        if (event instanceof Telemetry record) {
            Fact fact = new Fact.TelemetryFact(record, RecordId.of(record), "", false, null, null, null);
            return new Step(state, List.of(fact), List.of(), List.of(), null);
        }
        return new Step(state, List.of(), List.of(), List.of(), null);
    }

    /**
     * What the passing of time means: a vehicle that has not been heard of becomes {@code OFFLINE} on screens. Gives no facts: those depend on records
     * only.
     *
     * @param now the processor's clock
     */
    public Step timeout(VehicleState state, Instant now) {
        return new Step(state, List.of(), List.of(), List.of(), null);
    }

    /** When {@link #timeout} has something to say, should no event come before. */
    public Instant timeoutAt(VehicleState state) {
        return Instant.MAX;
    }
}
