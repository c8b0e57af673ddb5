package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.fact.Fact.BehaviorFact;
import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.engine.fact.Fact.TripFact;
import io.fleetwire.event.Alert;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.VehicleEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drive in, trips out. */
class TripsTest {

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // ignition off for 30 s ends it, at the moment it went off; a flap does not
                "0x10 50x100 0x10 off 0x40 | 10..121 IGNITION_OFF",
                "0x10 50x100 0x10 off 0x20 on 0x5 50x100 | 10..",
                // standing for more than 200 s with the ignition on, or 300 s where it is not reported
                "0x10 50x100 0x210 | 10..111 STANDSTILL",
                "0x10 50x100 0x190 50x50 | 10..",
                "noignition 0x10 50x100 0x290 50x20 | 10..",
                "noignition 0x10 50x100 0x310 | 10..111 STANDSTILL",
                // nothing heard for an hour: over at the last fix
                "0x10 50x100 gap=3601 50x100 | 10..110 GAP; 3712..",
                "0x10 50x100 gap=3500 50x100 | 10..",
                // moving again within two minutes, near by: the same trip
                "0x10 50x100 0x2 off 0x60 on 50x100 | 10..",
                "0x10 50x100 0x2 off 0x130 on 50x100 | 10..113 IGNITION_OFF; 242..",
                // 8 m of shunting is no trip; 90 m is a short one
                "0x10 6x5 0x30 | none",
                "0x10 20x16 0x250 | 10..27 STANDSTILL short",
                "0x10 50x40 0x250 | 10..51 STANDSTILL short",
                // a wire that always says off must not chop a drive up
                "off 0x10 50x300 | 10..",
                // one record every 30 s
                "every=30 0x60 50x600 off 0x60 | 60..690 IGNITION_OFF",
            })
    void driveInTripsOut(String drive, String expected) {
        List<String> trips = Outcome.of(Drive.of(drive)).trips().stream()
                .map(TripsTest::describe)
                .toList();
        assertThat(trips.isEmpty() ? "none" : String.join("; ", trips)).isEqualTo(expected);
    }

    @Test
    void aTripIsMeasured() {
        // 100 s at 60 km/h and two ramps of 20 s: 1,667 m + 2 · 167 m; 60 s of idling within, none of the idling at its
        // end
        Outcome outcome = Outcome.of(Drive.of("0x30 0>60x20 60x50 60>0x1 0x60 0>60x1 60x50 60>0x20 0x30 off 0x60"));
        TripSession trip = outcome.trips().get(0);
        assertThat(trip.distanceM()).isCloseTo(2017, within(10.0));
        assertThat(trip.maxSpeedKmh()).isEqualTo(60);
        assertThat(trip.idleS()).isCloseTo(60 + 30, within(2.0));
        assertThat(trip.endReason()).isEqualTo("IGNITION_OFF");
        assertThat(trip.durationS()).isCloseTo(20 + 50 + 1 + 60 + 1 + 50 + 20 + 30, within(3.0));
        assertThat(trip.shortTrip()).isFalse();
        List<BehaviorFact> exposure = outcome.behavior(Kind.EXPOSURE);
        assertThat(exposure.stream().mapToDouble(BehaviorFact::distanceM).sum())
                .isCloseTo(trip.distanceM(), within(1e-6));
        assertThat(exposure.stream().mapToDouble(BehaviorFact::durationS).sum())
                .isCloseTo(trip.durationS(), within(1e-6));
    }

    @Test
    void exposureIsToldInSlicesThatAddUp() {
        Outcome outcome = Outcome.of(Drive.of("0x5 50x1000 off 0x60"));
        TripSession trip = outcome.trips().get(0);
        List<BehaviorFact> exposure = outcome.behavior(Kind.EXPOSURE);
        assertThat(exposure).hasSize(4);
        assertThat(exposure.get(0).durationS()).isCloseTo(300, within(2.0));
        assertThat(exposure.stream().mapToDouble(BehaviorFact::distanceM).sum())
                .isCloseTo(trip.distanceM(), within(1e-6));
    }

    @Test
    void anOpenTripIsToldEveryThirtySecondsNotWithEveryFix() {
        List<Telemetry> drive = Drive.of("0x5 50x300");
        List<TripFact> told = new ArrayList<>();
        Outcome outcome = Outcome.of(List.of());
        for (Telemetry record : drive) {
            for (Fact fact : outcome.then(record).facts()) {
                if (fact instanceof TripFact trip) {
                    told.add(trip);
                }
            }
        }
        assertThat(told).hasSizeBetween(10, 11);
        assertThat(told).extracting(TripFact::id).containsOnly(told.get(0).id());
    }

    @Test
    void driftWhileParkedIsNoDistanceAndNoTrip() {
        List<VehicleEvent> events = new ArrayList<>(Drive.of("noignition 0x10 50x100 0x400"));
        Telemetry last = (Telemetry) events.get(events.size() - 1);
        double[] drift = {0.0001, -0.0002, 0.0003, 0.00015, -0.0001, 0.0002};
        for (int i = 0; i < 60; i++) {
            events.add(Telemetry.builder(last.deviceId(), last.protocol(), last.deviceTimeMs() + 10_000L * (i + 1))
                    .vehicleId(last.vehicleId())
                    .fix(Fix.moving(
                            Objects.requireNonNull(last.fix()).lat() + drift[i % 6],
                            last.fix().lon(),
                            2.5,
                            0))
                    .build());
        }
        Outcome outcome = Outcome.of(events);
        assertThat(outcome.trips()).hasSize(1);
        assertThat(outcome.trips().get(0).distanceM()).isCloseTo(1390, within(15.0));
        assertThat(Objects.requireNonNull(outcome.live()).status()).isEqualTo(Status.STOPPED);
    }

    @Test
    void theAppsTripEndIsALine() {
        List<Telemetry> drive = Drive.of("0x5 50x100");
        List<VehicleEvent> events = new ArrayList<>(drive);
        events.add(61, trip(TripEvent.Kind.TRIP_END, at(60.5)));
        Outcome outcome = Outcome.of(events);
        assertThat(outcome.trips()).extracting(TripsTest::describe).containsExactly("5..60 DRIVER short", "60..");
    }

    @Test
    void aShiftAssignsTheDriverAndHandsOver() {
        List<Telemetry> drive = Drive.of("0x5 50x100 off 0x60");
        List<VehicleEvent> events = new ArrayList<>(drive);
        events.add(50, shift("D-2", DriverEvent.Kind.SHIFT_START, at(49.5)));
        events.add(1, shift("D-1", DriverEvent.Kind.SHIFT_START, at(0.5)));
        Outcome outcome = Outcome.of(events);
        assertThat(outcome.trips()).extracting(TripSession::driverId).containsExactly("D-1");
        assertThat(outcome.behavior(Kind.EXPOSURE))
                .extracting(BehaviorFact::driverId)
                .containsExactly("D-1", "D-2");
        assertThat(Objects.requireNonNull(outcome.live()).driverId()).isEqualTo("D-2");
        outcome.then(shift("D-1", DriverEvent.Kind.SHIFT_END, at(400)));
        assertThat(outcome.state().head().driver().id()).isEqualTo("D-2");
        outcome.then(shift("D-2", DriverEvent.Kind.SHIFT_END, at(401)));
        assertThat(outcome.state().head().driver().id()).isNull();
    }

    @Test
    void theAppsButtonIsAnAlertWithItsDriverAndPlace() {
        List<VehicleEvent> events = new ArrayList<>(Drive.of("0x5 50x20"));
        events.add(new DriverEvent("D-1", null, "VAN-7", DriverEvent.Kind.SOS, at(30), 52.6, 13.5, "help"));
        assertThat(Outcome.of(events).alerts())
                .filteredOn(alert -> alert.rule().equals("sos"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
                    assertThat(alert.driverId()).isEqualTo("D-1");
                    assertThat(alert.lat()).isEqualTo(52.6);
                    assertThat(alert.state()).isEqualTo(Alert.State.OPEN);
                });
    }

    @Test
    void statusFollowsTheVehicle() {
        assertThat(status("0x10")).isEqualTo(Status.IDLE);
        assertThat(status("off 0x10")).isEqualTo(Status.STOPPED);
        assertThat(status("0x10 50x10")).isEqualTo(Status.MOVING);
        assertThat(status("0x10 50x60 off 0x10")).isEqualTo(Status.STOPPED);
    }

    private static Status status(String drive) {
        return Objects.requireNonNull(Outcome.of(Drive.of(drive)).live()).status();
    }

    private static Instant at(double second) {
        return Instant.ofEpochMilli(Drive.START_MS + (long) (second * 1000));
    }

    private static DriverEvent shift(String driver, DriverEvent.Kind kind, Instant at) {
        return new DriverEvent(driver, null, "VAN-7", kind, at, null, null, null);
    }

    private static TripEvent trip(TripEvent.Kind kind, Instant at) {
        return new TripEvent("app-1", "VAN-7", null, kind, at, null, null, null, null, null, null);
    }

    private static String describe(TripSession trip) {
        String end = trip.endedAt() == null
                ? ""
                : Outcome.second(trip.endedAt()) + " " + trip.endReason() + (trip.shortTrip() ? " short" : "");
        return Outcome.second(trip.startedAt()) + ".." + end;
    }
}
