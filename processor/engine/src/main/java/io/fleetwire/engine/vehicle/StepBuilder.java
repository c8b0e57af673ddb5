package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.fact.Fact.AlertFact;
import io.fleetwire.engine.fact.Fact.BehaviorFact;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.engine.fact.Fact.TripFact;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one event did, and gives every conclusion its version. */
final class StepBuilder {

    private final VehicleState state;
    private long revision;
    private final List<Fact> facts = new ArrayList<>(1);
    private List<Alert> alerts = List.of();
    private List<TripSession> trips = List.of();
    private @Nullable LivePosition live;

    StepBuilder(VehicleState state) {
        this.state = state;
        this.revision = state.revision();
    }

    StepBuilder telemetry(Telemetry record, long id, StepOutput output, CoreState after, boolean late) {
        Trip trip = after.tripTracker().openTrip();
        facts.add(new TelemetryFact(
                record,
                id,
                output.rejected,
                late,
                after.driver().id(),
                trip == null ? null : trip.id(),
                output.features));
        return this;
    }

    StepBuilder telemetry(Telemetry record, long id, String rejected, boolean late) {
        facts.add(new TelemetryFact(record, id, rejected, late, null, null, null));
        return this;
    }

    StepBuilder conclusions(List<Revisable> conclusions) {
        for (Revisable conclusion : conclusions) {
            add(conclusion.revised(++revision, conclusion.deleted()));
        }
        return this;
    }

    StepBuilder live(LivePosition value) {
        live = value;
        return this;
    }

    Step build() {
        return new Step(state.at(revision), facts, alerts, trips, live);
    }

    private void add(Revisable conclusion) {
        facts.add(conclusion);
        switch (conclusion) {
            case AlertFact(Alert alert, long version, boolean deleted) -> {
                alerts = alerts.isEmpty() ? new ArrayList<>(2) : alerts;
                alerts.add(deleted ? alert.withdrawn(version) : alert.withVersion(version));
            }
            case TripFact(TripSession trip) -> {
                trips = trips.isEmpty() ? new ArrayList<>(2) : trips;
                trips.add(trip);
            }
            case BehaviorFact behavior -> {}
        }
    }
}
