package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact.Revisable;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest part of a vehicle's past computed again.
 *
 * @param state the vehicle after it
 * @param difference what has to be said that was not said before
 * @param output of the observation that was asked for, and {@code after} the core after it
 */
record Replay(VehicleState state, List<Revisable> difference, StepOutput output, CoreState after) {

    /** No observation is asked for. */
    static final int NONE = -1;

    /**
     * Runs the core again over {@code observations} in place of those of the window's segments from {@code segment} on.
     *
     * @param asked index of the observation whose findings are wanted, or {@link #NONE}
     */
    static Replay of(
            OrderedMachine core,
            Trips trips,
            VehicleState state,
            int segment,
            List<Observation> observations,
            int asked,
            FleetConfig config) {
        List<Segment> replaced = state.window().from(segment);
        CoreState before = replaced.get(0).before();
        List<Segment> segments = new ArrayList<>();
        Segment current = Segment.empty(before);
        CoreState head = before;
        StepOutput askedFindings = new StepOutput();
        CoreState askedAfter = before;
        for (int i = 0; i < observations.size(); i++) {
            if (current.isFull()) {
                segments.add(current);
                current = Segment.empty(head);
            }
            StepOutput output = new StepOutput();
            head = core.step(state.vehicleId(), head, observations.get(i), config, output);
            current = current.append(observations.get(i), output.conclusions);
            if (i == asked) {
                askedFindings = output;
                askedAfter = head;
            }
        }
        segments.add(current);
        List<Segment> untouched = state.window().before(segment);
        List<Revisable> difference = new Revision(state.vehicleId(), trips, untouched, before)
                .difference(Window.told(replaced), Window.told(segments));
        List<Segment> all = new ArrayList<>(untouched);
        all.addAll(segments);
        return new Replay(state.with(Window.of(all), head, state.recent()), difference, askedFindings, askedAfter);
    }
}
