package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.fact.Fact;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event did.
 *
 * @param state the vehicle after it
 * @param facts what is to be stored, in this order
 * @param alerts what is to be said on {@code fleet.alerts.outbound}: every alert among the facts, with its version; a
 *     withdrawn one as closed and deleted
 * @param trips what is to be said on {@code fleet.trips}: every trip among the facts
 * @param live what screens show now, without the autoencoder's verdict; null: nothing newer than before
 */
public record Step(
        VehicleState state,
        List<Fact> facts,
        List<Alert> alerts,
        List<TripSession> trips,
        @Nullable LivePosition live) {

    /** The same, with one more fact; null: none. */
    Step with(@Nullable Fact fact) {
        if (fact == null) {
            return this;
        }
        List<Fact> more = new ArrayList<>(facts);
        more.add(fact);
        return new Step(state, more, alerts, trips, live);
    }

    static Step nothing(VehicleState state) {
        return new Step(state, List.of(), List.of(), List.of(), null);
    }
}
