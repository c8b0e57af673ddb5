package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.fact.Fact.BehaviorFact;
import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nobody drives two vehicles, and nobody drives for weeks. */
class ShiftsTest {

    @Test
    void beginningInOneVehicleEndsItInTheOther() {
        Shifts.Next first = Shifts.NONE.started(new Shifts.Start("V-1", 100));
        assertThat(first.ends()).isEmpty();
        Shifts.Next second = first.shifts().started(new Shifts.Start("V-2", 200));
        assertThat(second.ends()).containsExactly(new Shifts.End("V-1", 200));
        assertThat(second.shifts().started(new Shifts.Start("V-2", 200)).ends()).isEmpty();
        Shifts.Next late = second.shifts().started(new Shifts.Start("V-3", 150));
        assertThat(late.ends()).containsExactly(new Shifts.End("V-1", 150), new Shifts.End("V-3", 200));
    }

    @Test
    void inAnyOrderEachVehicleIsLeftAtTheSameTime() {
        List<Shifts.Start> starts = List.of(
                new Shifts.Start("V-1", 100),
                new Shifts.Start("V-2", 200),
                new Shifts.Start("V-1", 300),
                new Shifts.Start("V-3", 400),
                new Shifts.Start("V-3", 500),
                new Shifts.Start("V-2", 600));
        for (long seed = 0; seed < 200; seed++) {
            List<Shifts.Start> shuffled = new ArrayList<>(starts);
            Collections.shuffle(shuffled, new Random(seed));
            List<Shifts.End> ends = new ArrayList<>();
            Shifts shifts = Shifts.NONE;
            for (Shifts.Start start : shuffled) {
                Shifts.Next next = shifts.started(start);
                shifts = next.shifts();
                ends.addAll(next.ends());
            }
            assertThat(ends)
                    .as("seed %s", seed)
                    .contains(
                            new Shifts.End("V-1", 200),
                            new Shifts.End("V-2", 300),
                            new Shifts.End("V-1", 400),
                            new Shifts.End("V-3", 600));
        }
    }

    @Test
    void aForgottenEndExpires() {
        List<VehicleEvent> events = new ArrayList<>();
        events.add(new DriverEvent(
                "D-1",
                null,
                "VAN-7",
                DriverEvent.Kind.SHIFT_START,
                Instant.ofEpochMilli(Drive.START_MS - 1),
                null,
                null,
                null));
        List<Telemetry> drive = Drive.of("0x5 50x300 off 0x60 every=1800 0x57600 on every=1 50x300 off 0x60");
        events.addAll(drive);
        Outcome outcome = Outcome.of(events);
        assertThat(outcome.trips()).extracting(trip -> trip.driverId()).containsExactly("D-1", null);
        assertThat(outcome.behavior(Kind.EXPOSURE))
                .extracting(BehaviorFact::driverId)
                .containsExactly("D-1", "D-1", null, null);
    }
}
