package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Records that are not believed are stored with the reason, and move no vehicle. */
class CleaningTest {

    private static final double BERLIN_LAT = 52.5;
    private static final double BERLIN_LON = 13.4;

    @Test
    void aFixThatSaysItIsInvalidIsTheLastKnownPlace() {
        Outcome outcome = Outcome.of(List.of(at(0, BERLIN_LAT, BERLIN_LON, 0), record(10, invalid(53, 14))));
        assertThat(rejected(outcome)).containsExactly("", "invalid-fix");
        LivePosition live = Objects.requireNonNull(outcome.live());
        assertThat(live.valid()).isFalse();
        assertThat(live.lat()).isEqualTo(BERLIN_LAT);
        assertThat(live.speedKmh()).isNull();
    }

    @Test
    void nobodyIsOnNullIsland() {
        Outcome outcome = Outcome.of(List.of(at(0, 0, 0, 0), at(10, 0.00001, -0.00001, 0)));
        assertThat(rejected(outcome)).containsExactly("null-island", "null-island");
        assertThat(Objects.requireNonNull(outcome.live()).lat()).isNull();
    }

    @Test
    void noVehicleDrivesThatFast() {
        assertThat(rejected(Outcome.of(List.of(at(0, BERLIN_LAT, BERLIN_LON, 251)))))
                .containsExactly("implausible-speed");
        assertThat(rejected(Outcome.of(List.of(at(0, BERLIN_LAT, BERLIN_LON, 250)))))
                .containsExactly("");
    }

    @Test
    void aJumpThereAndBackIsNotDriven() {
        List<Telemetry> drive = new ArrayList<>(Drive.of("0x5 50x100 off 0x60"));
        Telemetry real = drive.get(50);
        drive.set(
                50,
                record(
                        50,
                        Fix.moving(
                                Objects.requireNonNull(real.fix()).lat() + 0.1,
                                real.fix().lon(),
                                50,
                                0)));
        Outcome outcome = Outcome.of(drive);
        assertThat(rejected(outcome)).containsOnlyOnce("jump");
        assertThat(outcome.telemetry().get(50).rejected()).isEqualTo("jump");
        assertThat(outcome.trips()).hasSize(1);
        assertThat(outcome.trips().get(0).distanceM()).isCloseTo(1396, within(10.0));
    }

    @Test
    void aJumpThatThreeFixesAgreeOnIsBelievedButNotDriven() {
        List<Telemetry> drive = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            drive.add(at(i, i < 10 ? BERLIN_LAT : 48.1, i < 10 ? BERLIN_LON : 11.6, 0));
        }
        Outcome outcome = Outcome.of(drive);
        assertThat(rejected(outcome).subList(9, 14)).containsExactly("", "jump", "jump", "", "");
        assertThat(Objects.requireNonNull(outcome.live()).lat()).isEqualTo(48.1);
        assertThat(outcome.trips()).isEmpty();
    }

    @Test
    void jumpsThatDoNotAgreeAreNeverBelieved() {
        List<Telemetry> drive = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            drive.add(at(i, i < 10 ? BERLIN_LAT : 10 + i, BERLIN_LON, 0));
        }
        Outcome outcome = Outcome.of(drive);
        assertThat(Objects.requireNonNull(outcome.live()).lat()).isEqualTo(BERLIN_LAT);
    }

    @Test
    void anImpossibleTimeIsStoredOnceAndMovesNothing() {
        Telemetry unset = Telemetry.builder("1", "gt06", 1_000_000_000_000L)
                .vehicleId("VAN-7")
                .receivedAtMs(Drive.START_MS)
                .fix(Fix.at(1, 1))
                .build();
        Telemetry tomorrow = Telemetry.builder("1", "gt06", Drive.START_MS + 86_400_001)
                .vehicleId("VAN-7")
                .receivedAtMs(Drive.START_MS)
                .fix(Fix.at(1, 1))
                .build();
        Outcome outcome = Outcome.of(List.of(at(0, BERLIN_LAT, BERLIN_LON, 0), unset, tomorrow, unset, tomorrow));
        assertThat(rejected(outcome)).containsExactly("", "time-untrusted", "time-untrusted");
        assertThat(outcome.state().head().track().lat()).isEqualTo(BERLIN_LAT);
    }

    @Test
    void oneRecordFromTheFutureDoesNotStopTheVehicle() {
        List<Telemetry> drive = new ArrayList<>(Drive.of("0x5 50x100 off 0x60"));
        Outcome undisturbed = Outcome.of(drive);
        Telemetry glitch = Telemetry.builder("356307042441013", "teltonika", Drive.START_MS + 36_000_000)
                .vehicleId("VAN-7")
                .receivedAtMs(Drive.START_MS + 50_000)
                .fix(Fix.at(BERLIN_LAT, BERLIN_LON))
                .build();
        drive.add(50, glitch);
        drive.add(80, glitch);
        Outcome outcome = Outcome.of(drive);
        assertThat(outcome.conclusions()).isEqualTo(undisturbed.conclusions());
        assertThat(Objects.requireNonNull(outcome.live()).at())
                .isEqualTo(Objects.requireNonNull(undisturbed.live()).at());
        assertThat(outcome.telemetry()).hasSize(undisturbed.telemetry().size() + 1);
    }

    @Test
    void anAppsReportDoesNotMakeAWrongTimeZoneAGlitch() {
        List<VehicleEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(Telemetry.builder("1", "gt06", Drive.START_MS + 28_800_000 + i * 1000L)
                    .vehicleId("VAN-7")
                    .receivedAtMs(Drive.START_MS + i * 1000L)
                    .fix(Fix.moving(BERLIN_LAT + i * 0.000125, BERLIN_LON, 50, 0))
                    .build());
        }
        Outcome undisturbed = Outcome.of(events);
        events.add(new DriverEvent(
                "D-1",
                null,
                "VAN-7",
                DriverEvent.Kind.SHIFT_START,
                Instant.ofEpochMilli(Drive.START_MS + 60_000),
                null,
                null,
                null));
        Outcome outcome = Outcome.of(events);
        assertThat(outcome.trips()).hasSameSizeAs(undisturbed.trips()).hasSize(1);
        assertThat(outcome.state().head().driver().id()).isEqualTo("D-1");
    }

    @Test
    void aPhoneFromTheFutureDoesNotStopTheVehicle() {
        List<Telemetry> drive = Drive.of("0x5 50x100 off 0x60");
        Outcome undisturbed = Outcome.of(drive);
        Outcome outcome = Outcome.of(drive.subList(0, 50));
        Instant tomorrow = Instant.ofEpochMilli(Drive.START_MS + 80_000_000);
        Instant someDay = Instant.ofEpochMilli(Drive.START_MS + 800_000_000);
        long arrivedAtMs = Drive.START_MS + 50_000;
        for (Instant at : List.of(tomorrow, someDay)) {
            outcome.then(
                    new DriverEvent("D-1", null, "VAN-7", DriverEvent.Kind.SHIFT_START, at, null, null, null),
                    arrivedAtMs);
        }
        outcome.then(drive.subList(50, drive.size()));
        assertThat(outcome.conclusions()).isEqualTo(undisturbed.conclusions());
    }

    @Test
    void aClockThatIsAheadByHoursNeitherEndsNorBlocksAnything() {
        List<Telemetry> events = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            events.add(Telemetry.builder("1", "gt06", Drive.START_MS + 28_800_000 + i * 1000L)
                    .vehicleId("VAN-7")
                    .receivedAtMs(Drive.START_MS + i * 1000L)
                    .fix(Fix.moving(BERLIN_LAT + i * 0.000125, BERLIN_LON, 50, 0))
                    .build());
        }
        Outcome outcome = Outcome.of(events);
        assertThat(outcome.trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.endedAt()).isNull());
        outcome.then(at(700, BERLIN_LAT + 0.075, BERLIN_LON, 0));
        assertThat(outcome.trips())
                .singleElement()
                .satisfies(trip ->
                        assertThat(trip.startedAt().toEpochMilli()).isBetween(Drive.START_MS, Drive.START_MS + 2_000));
        assertThat(Objects.requireNonNull(outcome.live()).at().toEpochMilli()).isEqualTo(Drive.START_MS + 700_000);
    }

    @Test
    void aRecordWithoutAFixIsNotRejected() {
        Telemetry heartbeat = Telemetry.builder("1", "gt06", Drive.START_MS + 1000)
                .vehicleId("VAN-7")
                .build();
        Outcome outcome = Outcome.of(List.of(at(0, BERLIN_LAT, BERLIN_LON, 0), heartbeat));
        assertThat(rejected(outcome)).containsExactly("", "");
        assertThat(Objects.requireNonNull(outcome.live()).valid()).isFalse();
    }

    private static List<String> rejected(Outcome outcome) {
        return outcome.telemetry().stream().map(TelemetryFact::rejected).toList();
    }

    private static Telemetry at(int second, double lat, double lon, double speedKmh) {
        return record(second, Fix.moving(lat, lon, speedKmh, 0));
    }

    private static Telemetry record(int second, Fix fix) {
        return Telemetry.builder("356307042441013", "teltonika", Drive.START_MS + second * 1000L)
                .vehicleId("VAN-7")
                .ignition(true)
                .fix(fix)
                .build();
    }

    private static Fix invalid(double lat, double lon) {
        return new Fix(
                lat,
                lon,
                false,
                Measure.ABSENT,
                Measure.ABSENT,
                Measure.ABSENT,
                Fix.UNKNOWN_COUNT,
                Measure.ABSENT,
                Measure.ABSENT);
    }
}
