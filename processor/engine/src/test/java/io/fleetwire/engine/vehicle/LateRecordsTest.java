package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact.AlertFact;
import io.fleetwire.engine.fact.Fact.BehaviorFact.Kind;
import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.event.Alert;
import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Results don't depend on luck: late, doubled and shuffled records end in what the orderly ones do. */
class LateRecordsTest {

    private static final FleetConfig CONFIG = FleetConfig.of(List.of(
            new ConfigEntry.Vehicle("VAN-7", ConfigEntry.VehicleClass.VAN, 80.0),
            new ConfigEntry.Geofence(
                    "depot",
                    "Depot",
                    ConfigEntry.Geofence.Shape.CIRCLE,
                    List.of(),
                    List.of(13.4, 52.505),
                    200.0,
                    Set.of(ConfigEntry.Geofence.Crossing.ENTER, ConfigEntry.Geofence.Crossing.EXIT))));

    /** A drive with something of everything. */
    private static final String EVENTFUL =
            "0x5 0>60x20 60x40 60>40x1 40>98x20 98x20 98>70x10 +HARSH_CORNERING 70x10 70>0x10 0x20 off 0x10 every=20 0x60";

    @Property(tries = 200)
    void anyOrderAndDoublingEndsTheSame(@ForAll("drives") String words, @ForAll long seed) {
        List<VehicleEvent> ordered = withApp(Drive.of(words), seed);
        List<VehicleEvent> unlucky = doubled(ordered, new Random(seed));
        if (ordered.size() <= 200) {
            Collections.shuffle(unlucky, new Random(seed));
        } else {
            shuffleLocally(unlucky, 60, new Random(seed));
        }
        Outcome lucky = Outcome.of(ordered, CONFIG);
        Outcome late = Outcome.of(List.of(), CONFIG);
        for (VehicleEvent event : unlucky) {
            late.then(event);
            if (event.hashCode() % 17 == 0) {
                late.restart();
            }
        }
        assertThat(late.conclusions()).containsExactlyInAnyOrderElementsOf(lucky.conclusions());
        assertThat(late.telemetry()).hasSameSizeAs(lucky.telemetry());
        assertThat(late.telemetry()).noneMatch(fact -> fact.rejected().equals(VehicleMachine.TOO_LATE));
    }

    @Property(tries = 200)
    void theClockBetweenTheRecordsChangesNothingInTheEnd(@ForAll("drives") String words, @ForAll long seed) {
        List<VehicleEvent> ordered = withApp(Drive.of(words), seed);
        Random random = new Random(seed);
        List<VehicleEvent> unlucky = doubled(ordered, random);
        if (ordered.size() <= 200) {
            Collections.shuffle(unlucky, random);
        } else {
            shuffleLocally(unlucky, 60, random);
        }
        Outcome lucky = Outcome.of(ordered, CONFIG);
        Outcome late = Outcome.of(List.of(), CONFIG);
        for (VehicleEvent event : unlucky) {
            late.then(event);
            if (random.nextInt(5) == 0) {
                late.clock(late.silentAt());
            }
            if (random.nextInt(9) == 0) {
                late.restart();
            }
        }
        // The last record ends a silence in both; then both fall silent.
        late.then(ordered.get(lastTelemetry(ordered)));
        assertThat(late.conclusions()).containsExactlyInAnyOrderElementsOf(lucky.conclusions());
        lucky.clock(lucky.silentAt());
        late.clock(late.silentAt());
        assertThat(late.conclusions()).containsExactlyInAnyOrderElementsOf(lucky.conclusions());
        assertThat(late.trips()).allSatisfy(trip -> assertThat(trip.endedAt()).isNotNull());
    }

    private static int lastTelemetry(List<VehicleEvent> events) {
        int last = events.size() - 1;
        while (!(events.get(last) instanceof Telemetry)) {
            last--;
        }
        return last;
    }

    @Provide
    Arbitrary<String> drives() {
        Arbitrary<String> phase = Arbitraries.of(
                "0x20",
                "0x70",
                "0>60x15",
                "60x30",
                "60>98x12",
                "98x15",
                "60>45x1",
                "130x11",
                "8x20",
                "3x10",
                "30x40",
                "every=1",
                "every=10",
                "every=30",
                "on",
                "off",
                "noignition",
                "rpm=800",
                "rpm=0",
                "turn=14",
                "turn=0",
                "+CRASH",
                "+SOS",
                "+HARSH_BRAKE",
                "+TOW",
                "gap=90",
                "gap=700",
                "gap=4000",
                "nofix",
                "fix",
                "acc=20",
                "acc=900",
                "acc=0",
                "odo=50000",
                "odo=0",
                "device=2",
                "device=3",
                "lag=100",
                "lag=0.4");
        return phase.list().ofMinSize(4).ofMaxSize(25).map(words -> "0>50x12 " + String.join(" ", words) + " 40x5");
    }

    @Test
    void theEventfulDriveIsEventful() {
        Outcome outcome = Outcome.of(Drive.of(EVENTFUL), CONFIG);
        assertThat(outcome.alerts().stream().map(Alert::rule).distinct())
                .containsExactlyInAnyOrder(
                        "harsh-brake", "overspeed", "harsh-cornering", "geofence-enter", "geofence-exit");
        assertThat(outcome.trips()).hasSize(1);
        assertThat(outcome.behavior(Kind.EXPOSURE)).isNotEmpty();
    }

    @Test
    void anAlertThatALateRecordDisprovesIsWithdrawn() {
        List<Telemetry> drive = Drive.of("every=10 70x30 95x20 70x30");
        Outcome outcome = Outcome.of(drive, CONFIG);
        assertThat(outcome.alerts()).extracting(Alert::rule).contains("overspeed");
        Telemetry before = drive.get(4);
        // In between it was slow: neither half lasted 10 s.
        Telemetry slow = Telemetry.builder(before.deviceId(), before.protocol(), before.deviceTimeMs() + 5_000)
                .vehicleId(before.vehicleId())
                .receivedAtMs(before.receivedAtMs() + 60_000)
                .fix(Fix.moving(52.507, 13.4, 70, 0))
                .build();
        Step step = outcome.then(slow);
        assertThat(outcome.alerts()).extracting(Alert::rule).doesNotContain("overspeed");
        assertThat(outcome.behavior(Kind.OVERSPEED)).isEmpty();
        assertThat(step.alerts())
                .filteredOn(alert -> alert.rule().equals("overspeed"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.state()).isEqualTo(Alert.State.CLOSED);
                    assertThat(alert.closedAt()).isEqualTo(alert.openedAt());
                    assertThat(alert.message()).startsWith("Withdrawn");
                    assertThat(alert.deleted()).isTrue();
                });
    }

    @Test
    void whatIsSaidOfAnAlertHasTheVersionOfItsRow() {
        Outcome outcome = Outcome.of(List.of(), CONFIG);
        List<Telemetry> drive = Drive.of("every=10 70x30 95x20 70x30");
        List<Alert> said = new ArrayList<>();
        for (Telemetry record : drive) {
            Step step = outcome.then(record);
            assertThat(step.alerts())
                    .extracting(Alert::version)
                    .isEqualTo(step.facts().stream()
                            .filter(AlertFact.class::isInstance)
                            .map(fact -> ((AlertFact) fact).version())
                            .toList());
            said.addAll(step.alerts());
        }
        assertThat(said).hasSizeGreaterThanOrEqualTo(2).noneMatch(Alert::deleted);
        assertThat(said).extracting(Alert::version).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aWithdrawnAlertHasAHigherVersionThanWhatItTakesBack() {
        List<Telemetry> drive = Drive.of("every=10 70x30 95x20 70x30");
        Outcome outcome = Outcome.of(drive, CONFIG);
        Telemetry before = drive.get(4);
        outcome.then(Telemetry.builder(before.deviceId(), before.protocol(), before.deviceTimeMs() + 5_000)
                .vehicleId(before.vehicleId())
                .receivedAtMs(before.receivedAtMs() + 60_000)
                .fix(Fix.moving(52.507, 13.4, 70, 0))
                .build());
        List<Alert> said = outcome.said().stream()
                .filter(alert -> alert.rule().equals("overspeed"))
                .toList();
        assertThat(said.getLast().deleted()).isTrue();
        assertThat(said).extracting(Alert::version).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anAlertFromABacklogIsLate() {
        assertThat(Outcome.of(Drive.of("lag=100 70x10 98x20 70x10"), CONFIG).alerts())
                .filteredOn(alert -> alert.rule().equals("overspeed"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.late()).isTrue());
        assertThat(Outcome.of(Drive.of("70x10 98x20 70x10"), CONFIG).alerts()).noneMatch(Alert::late);
    }

    @Test
    void aLateRecordIsStoredOnceAndMarked() {
        List<Telemetry> drive = Drive.of("60x20");
        List<Telemetry> events = new ArrayList<>(drive);
        Telemetry late = events.remove(10);
        Outcome outcome = Outcome.of(events);
        Step step = outcome.then(late);
        assertThat(step.live()).isNull();
        assertThat(outcome.telemetry())
                .filteredOn(TelemetryFact::late)
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.record()).isEqualTo(late);
                    assertThat(fact.tripId()).isNotNull();
                    assertThat(fact.features()).isNotNull();
                });
        assertThat(outcome.then(late).facts()).isEmpty();
    }

    @Test
    void whatIsOlderThanTheWindowIsStoredOnceAndRevisesNothing() {
        List<Telemetry> drive = Drive.of("60x600");
        List<Telemetry> events = new ArrayList<>(drive);
        Telemetry old = events.remove(20);
        Telemetry settled = events.get(30);
        Outcome outcome = Outcome.of(events);
        assertThat(outcome.then(settled).facts())
                .as("recognised or not, it is no news")
                .hasSizeLessThanOrEqualTo(1);
        Step step = outcome.then(old);
        assertThat(step.facts()).singleElement().satisfies(fact -> {
            TelemetryFact telemetry = (TelemetryFact) fact;
            assertThat(telemetry.rejected()).isEqualTo(VehicleMachine.TOO_LATE);
            assertThat(telemetry.late()).isTrue();
        });
        assertThat(outcome.then(old).facts()).isEmpty();
    }

    @Test
    void aBacklogOldestFirstAfterLiveRecordsIsUsedHoweverLong() {
        List<Telemetry> drive = Drive.of("60x1500");
        List<Telemetry> live = drive.subList(1400, drive.size());
        List<Telemetry> backlog = drive.subList(0, 1400);
        Outcome outcome = Outcome.of(live).then(backlog);
        assertThat(outcome.trips()).hasSize(1);
        assertThat(outcome.trips().get(0).durationS()).isGreaterThan(1460);
        assertThat(outcome.telemetry()).allMatch(fact -> fact.rejected().isEmpty());
    }

    @Test
    void twoFuturesOfOneStateDoNotSeeEachOther() {
        List<Telemetry> drive = Drive.of("60x20");
        Outcome outcome = Outcome.of(drive.subList(0, 10));
        VehicleMachine machine = new VehicleMachine(EngineSettings.defaults());
        VehicleState fork = outcome.state();
        VehicleState a = machine.step(fork, drive.get(10), FleetConfig.EMPTY).state();
        VehicleState b = machine.step(fork, drive.get(12), FleetConfig.EMPTY).state();
        assertThat(a.window().contains(Observation.Reading.of(drive.get(10)))).isTrue();
        assertThat(a.window().contains(Observation.Reading.of(drive.get(12)))).isFalse();
        assertThat(b.window().contains(Observation.Reading.of(drive.get(10)))).isFalse();
        assertThat(b.window().contains(Observation.Reading.of(drive.get(12)))).isTrue();
    }

    private static List<VehicleEvent> withApp(List<Telemetry> drive, long seed) {
        List<VehicleEvent> events = new ArrayList<>(drive);
        Random random = new Random(seed);
        int middle = random.nextInt(drive.size());
        Instant at = drive.get(middle).at().plusMillis(300);
        events.add(
                middle + 1,
                new DriverEvent(
                        "D-" + random.nextInt(3), null, "VAN-7", DriverEvent.Kind.SHIFT_START, at, null, null, null));
        events.add(
                1,
                new TripEvent(
                        "app-1",
                        "VAN-7",
                        "D-9",
                        random.nextBoolean() ? TripEvent.Kind.TRIP_START : TripEvent.Kind.TRIP_END,
                        drive.get(random.nextInt(drive.size())).at().plusMillis(600),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        events.sort(Comparator.comparing(VehicleEvent::at));
        return events;
    }

    private static List<VehicleEvent> doubled(List<VehicleEvent> events, Random random) {
        List<VehicleEvent> doubled = new ArrayList<>();
        for (VehicleEvent event : events) {
            doubled.add(event);
            if (random.nextInt(4) == 0) {
                doubled.add(event);
            }
        }
        return doubled;
    }

    private static void shuffleLocally(List<VehicleEvent> events, int within, Random random) {
        for (int from = 0; from < events.size(); from += within) {
            Collections.shuffle(events.subList(from, Math.min(events.size(), from + within)), random);
        }
    }
}
