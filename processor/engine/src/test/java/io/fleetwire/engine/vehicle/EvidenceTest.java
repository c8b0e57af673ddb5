package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.engine.geo.Geo;
import io.fleetwire.event.Alert;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What records of real devices are evidence of, and what they are not. */
class EvidenceTest {

    private static final double LAT = 52.5;
    private static final double LON = 13.4;

    private final List<Telemetry> records = new ArrayList<>();
    private String device = "tracker";
    private long atS;
    private double northM;

    @ParameterizedTest(name = "parked in a basement, a record every {0} s")
    @ValueSource(ints = {60, 300, 900})
    void ignitionOffEndsATripInABasement(int everyS) {
        drive(600, 10, 36);
        for (int i = 0; i < 12; i++) {
            atS += 10;
            add(invalid(), true);
        }
        long offS = atS + 10;
        Outcome outcome = Outcome.of(records);
        for (atS = offS; atS <= offS + 2_400; atS += everyS) {
            add(invalid(), false);
            outcome.then(records.getLast());
            assertThat(live(outcome).status()).isEqualTo(Status.STOPPED);
        }
        assertThat(outcome.trips()).singleElement().satisfies(trip -> {
            assertThat(trip.endReason()).isEqualTo("IGNITION_OFF");
            assertThat(Outcome.second(Objects.requireNonNull(trip.endedAt()))).isEqualTo(offS);
        });

        northM += 30;
        atS += 10;
        add(invalid(), true);
        drive(600, 10, 36);
        atS += 10;
        add(fix(0), false);
        atS += 60;
        add(fix(0), false);
        List<TripSession> trips = Outcome.of(records).trips();
        assertThat(trips).extracting(TripSession::endReason).containsExactly("IGNITION_OFF", "IGNITION_OFF");
        assertThat(trips.get(0).distanceM()).isCloseTo(6_000, within(20.0));
    }

    @ParameterizedTest(name = "a record every {0} s")
    @ValueSource(ints = {10, 30, 60})
    void everyDeliveryHasItsWholeWay(int everyS) {
        long[] begun = new long[8];
        for (int delivery = 0; delivery < 8; delivery++) {
            begun[delivery] = atS;
            add(fix(0), true);
            for (int second = everyS; second <= 180; second += everyS) {
                atS += everyS;
                northM += 500 * everyS / 60.0;
                add(fix(30), true);
            }
            atS += everyS;
            northM += 250;
            for (int rest = 0; rest <= 600; rest += everyS) {
                add(fix(0), false);
                atS += everyS;
            }
        }
        List<TripSession> trips = Outcome.of(records).trips();
        assertThat(trips).hasSize(8);
        for (int i = 0; i < 8; i++) {
            assertThat(trips.get(i).distanceM()).isCloseTo(1_750, within(1.0));
            assertThat(Outcome.second(trips.get(i).startedAt())).isEqualTo(begun[i]);
            assertThat(trips.get(i).startLat()).isCloseTo(lat(i * 1_750), within(1e-6));
        }
    }

    @ParameterizedTest(name = "a record every {0} s, ignition wired: {1}")
    @CsvSource({"300,true", "300,false", "120,false", "600,true"})
    void aSlowTrackersTripHasItsWholeWay(int everyS, boolean wired) {
        Boolean on = wired ? true : null;
        add(fix(0), on);
        for (int second = everyS; second <= 1_800; second += everyS) {
            atS += everyS;
            northM += 20.0 * everyS;
            add(fix(72), on);
        }
        long endedS = atS + everyS;
        for (int rest = 0; rest <= 1_200; rest += everyS) {
            atS += everyS;
            add(fix(0), wired ? false : null);
        }
        assertThat(Outcome.of(records).trips()).singleElement().satisfies(trip -> {
            assertThat(trip.distanceM()).isCloseTo(36_000, within(10.0));
            assertThat(Outcome.second(trip.startedAt())).isBetween(0L, 30L);
            assertThat(Outcome.second(Objects.requireNonNull(trip.endedAt()))).isEqualTo(endedS);
        });
    }

    @Test
    void aDriveBetweenTwoRecordsAtRestIsATrip() {
        add(fix(0), true);
        atS += 300;
        northM += 2_000;
        add(fix(0), false);
        atS += 300;
        add(fix(0), false);
        assertThat(Outcome.of(records).trips()).singleElement().satisfies(trip -> {
            assertThat(trip.distanceM()).isCloseTo(2_000, within(1.0));
            assertThat(trip.endReason()).isEqualTo("IGNITION_OFF");
        });
    }

    @ParameterizedTest(name = "three fixes with circles of {0} m, {1} m away")
    @CsvSource({"1800,1500", "1800,2500", "800,1500", "300,250", "5000,9000"})
    void aParkedPhonesCoarseFixesAreNoTrip(double radiusM, double awayM) {
        device = "phone";
        for (int minute = 0; minute < 360; minute += 5) {
            atS = minute * 60L;
            add(circle(0, 20), null);
            for (int i = 0; minute % 30 == 0 && i < 3; i++) {
                atS += 40;
                add(circle(awayM, radiusM), null);
            }
        }
        Outcome outcome = Outcome.of(records);
        assertThat(outcome.trips()).isEmpty();
        assertThat(outcome.alerts()).extracting(Alert::rule).doesNotContain("overspeed", "tow");
        assertThat(outcome.telemetry()).hasSameSizeAs(records);
        assertThat(outcome.telemetry())
                .filteredOn(fact -> fact.rejected().equals("inaccurate"))
                .hasSize(36);
    }

    @Test
    void aPhoneWithoutASpeedStillDrives() {
        device = "phone";
        for (int i = 0; i < 20; i++) {
            add(circle(0, 15), null);
            atS += 5;
        }
        for (int i = 0; i < 120; i++) {
            northM += 70;
            add(circle(0, 15), null);
            atS += 5;
        }
        for (int i = 0; i < 80; i++) {
            add(circle(i % 2 * 8, 15), null);
            atS += 5;
        }
        assertThat(Outcome.of(records).trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.distanceM()).isCloseTo(8_400, within(84.0)));
    }

    @Test
    void movementWithTheIgnitionOffIsATowAndNoTrip() {
        drive(120, 10, 36);
        for (int i = 0; i < 10; i++) {
            atS += 10;
            add(fix(0), false);
        }
        for (int i = 0; i < 60; i++) {
            atS += 10;
            northM += 100;
            add(fix(36), false);
        }
        Outcome outcome = Outcome.of(records);
        assertThat(outcome.trips()).hasSize(1);
        assertThat(outcome.alerts())
                .filteredOn(alert -> alert.rule().equals("tow"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(Alert.State.OPEN));
        assertThat(live(outcome).status()).isEqualTo(Status.STOPPED);
    }

    @Test
    void driftWithTheIgnitionOffIsNeither() {
        drive(120, 10, 36);
        for (int i = 0; i < 100; i++) {
            atS += 60;
            northM += i % 2 == 0 ? 90 : -90;
            add(fix(i % 3 == 0 ? 7 : 0), false);
        }
        Outcome outcome = Outcome.of(records);
        assertThat(outcome.trips()).hasSize(1);
        assertThat(outcome.alerts()).extracting(Alert::rule).doesNotContain("tow");
    }

    @Test
    void aWireThatFailsOnTheWayEndsNothing() {
        drive(120, 1, 50);
        for (int i = 0; i < 200; i++) {
            atS++;
            northM += 13.9;
            add(fix(50), false);
        }
        drive(100, 1, 50);
        long standsS = atS + 1;
        for (int i = 0; i < 60; i++) {
            atS++;
            add(fix(0), false);
        }
        assertThat(Outcome.of(records).trips())
                .singleElement()
                .satisfies(trip -> assertThat(Outcome.second(Objects.requireNonNull(trip.endedAt())))
                        .isEqualTo(standsS));
    }

    @ParameterizedTest(name = "two sources, {0} m apart")
    @ValueSource(ints = {8, 30, 90})
    void twoSourcesMakeNoZigZag(int apartM) {
        Random random = new Random(apartM);
        for (int second = 0; second < 600; second++) {
            atS = second;
            northM = second * 10.0;
            device = "tracker";
            add(fix(36), true);
            device = "phone";
            if (second % 2 == 0) {
                add(beside(apartM + random.nextInt(5)), null);
            }
        }
        device = "tracker";
        park();
        Outcome outcome = Outcome.of(records);
        assertThat(outcome.trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.distanceM()).isCloseTo(5_990, within(60.0)));
        assertThat(outcome.telemetry()).hasSameSizeAs(records);
        assertThat(outcome.telemetry().stream().map(TelemetryFact::rejected).distinct())
                .containsExactlyInAnyOrder("", "secondary-source");
    }

    @Test
    void theOtherSourceTakesOverWhereTheFirstFallsSilent() {
        for (int second = 0; second < 1_200; second++) {
            atS = second;
            northM = second * 10.0;
            device = "tracker";
            if (second < 300) {
                add(fix(36), true);
            }
            device = "phone";
            add(beside(20), null);
        }
        for (int i = 0; i < 400; i++) {
            atS++;
            add(circle(20, 12), null);
        }
        assertThat(Outcome.of(records).trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.distanceM()).isCloseTo(11_990, within(150.0)));
    }

    @Test
    void theOdometerIsBelievedWhereThePathAgrees() {
        for (int i = 0; i <= 60; i++) {
            northM = i * 100.0;
            add(fix(36), true, 50_000_000 + i * 103.0);
            atS += 10;
        }
        park();
        TripSession trip = Outcome.of(records).trips().getFirst();
        assertThat(trip.distanceSource()).isEqualTo("ODOMETER");
        assertThat(trip.distanceM()).isCloseTo(6_180, within(1.0));
    }

    @Test
    void anOdometerThatIsResetIsNotBelieved() {
        for (int i = 0; i <= 60; i++) {
            northM = i * 100.0;
            add(fix(36), true, i < 30 ? 50_000_000 + i * 103.0 : i * 10.0);
            atS += 10;
        }
        park();
        TripSession trip = Outcome.of(records).trips().getFirst();
        assertThat(trip.distanceSource()).isEqualTo("PATH");
        assertThat(trip.distanceM()).isCloseTo(6_000, within(1.0));
    }

    @Test
    void theLineAcrossAGapIsReportedApart() {
        drive(300, 10, 36);
        atS += 1_500;
        northM += 20_000;
        drive(300, 10, 36);
        park();
        TripSession trip = Outcome.of(records).trips().getFirst();
        assertThat(trip.distanceM()).isCloseTo(6_000, within(1.0));
        assertThat(trip.gapDistanceM()).isCloseTo(20_000, within(1.0));
        assertThat(trip.distanceSource()).isEqualTo("PATH");
    }

    @Test
    void theOdometerMayConfirmAGap() {
        for (int i = 0; i <= 60; i++) {
            double gapM = i > 30 ? 20_000 : 0;
            northM = i * 100.0 + gapM;
            atS = i * 10L + (i > 30 ? 1_500 : 0);
            add(fix(36), true, 70_000_123 + i * 101.0 + gapM * 1.1);
        }
        park();
        TripSession trip = Outcome.of(records).trips().getFirst();
        assertThat(trip.distanceSource()).isEqualTo("ODOMETER");
        assertThat(trip.distanceM()).isCloseTo(28_060, within(1.0));
        assertThat(trip.gapDistanceM()).isCloseTo(20_100, within(1.0));
    }

    @Test
    void aStateToldInHeartbeatsIsOneEpisode() {
        for (int i = 0; i < 180; i++) {
            atS += 10;
            northM += 100;
            add(Telemetry.builder("tracker", "gt06", ms()).fix(fix(36)).attributes(Map.of("type", "12")));
            if (i % 18 == 0) {
                Telemetry.Builder heartbeat =
                        Telemetry.builder("tracker", "gt06", ms() + 1_000).attributes(Map.of("type", "13"));
                add(i < 100 ? heartbeat.signal(Signal.POWER_CUT) : heartbeat);
            }
        }
        assertThat(Outcome.of(records).alerts())
                .filteredOn(alert -> alert.rule().equals("power-cut"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(Outcome.second(alert.openedAt())).isEqualTo(11);
                    assertThat(alert.state()).isEqualTo(Alert.State.CLOSED);
                    assertThat(Outcome.second(Objects.requireNonNull(alert.closedAt())))
                            .isEqualTo(1_091);
                });
    }

    @Test
    void harshDetectionGoesWithTheDeviceThatHadIt() {
        device = "flags";
        drive(60, 1, 60);
        records.set(30, record(records.get(30)).signal(Signal.HARSH_BRAKE).build());
        device = "plain";
        atS += 86_400;
        drive(60, 1, 60);
        northM += 12;
        atS++;
        add(fix(40), true);
        drive(20, 1, 40);
        assertThat(Outcome.of(records).alerts())
                .filteredOn(alert -> alert.rule().equals("harsh-brake"))
                .hasSize(2);
    }

    @Test
    void theBusAndTheOdometerShowMovementWithoutSatellites() {
        drive(120, 10, 36);
        for (int i = 0; i < 400; i++) {
            atS += 10;
            add(Telemetry.builder("tracker", "obd", ms()).ignition(true).attributes(Map.of("obdSpeedKmh", "40")));
        }
        Outcome outcome = Outcome.of(records);
        assertThat(outcome.trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.endedAt())
                        .as("a tunnel of 4,000 s is no gap while the bus says that it moves")
                        .isNull());
        assertThat(live(outcome).status()).isEqualTo(Status.MOVING);
    }

    @Test
    void aWrongTimeZoneErasesNothing() {
        long offsetMs = 28_800_000;
        for (int minute = 0; minute < 60; minute++) {
            local(minute, offsetMs);
        }
        Outcome outcome = Outcome.of(records);
        double beforeM = outcome.trips().getFirst().distanceM();
        assertThat(outcome.trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.distanceM()).isCloseTo(8_700, within(160.0)));
        Telemetry heartbeat = Telemetry.builder("tracker", "gt06", Drive.START_MS + 60 * 60_000L)
                .vehicleId("VAN-7")
                .build();
        outcome.then(heartbeat);
        assertThat(outcome.trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.distanceM()).isEqualTo(beforeM));
        for (int minute = 61; minute < 91; minute++) {
            outcome.then(local(minute, offsetMs));
        }
        assertThat(outcome.trips()).singleElement().satisfies(trip -> {
            assertThat(trip.distanceM()).isGreaterThan(beforeM);
            assertThat(Outcome.second(trip.startedAt())).isBetween(0L, 60L);
        });
        assertThat(outcome.alerts())
                .filteredOn(alert -> alert.rule().equals("clock-offset"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message())
                        .isEqualTo("Device tracker sends local time: set its timeZone to +08:00"));
        assertThat(live(outcome).at().toEpochMilli()).isEqualTo(Drive.START_MS + 90 * 60_000L);
        // What waited in the device for an hour and a half, the newest first.
        for (int minute = 180; minute > 91; minute--) {
            Telemetry waited = local(minute, offsetMs);
            outcome.then(
                    record(waited).receivedAtMs(Drive.START_MS + 181 * 60_000L).build());
        }
        assertThat(outcome.trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.distanceM()).isCloseTo(180 * 145, within(300.0)));
    }

    @Test
    void aWrongClockDoesNotBlockAnotherDevice() {
        for (int minute = 0; minute < 60; minute++) {
            local(minute, 36_000_000);
            device = "phone";
            atS = minute * 60L + 5;
            add(beside(10), null);
            device = "tracker";
        }
        Outcome outcome = Outcome.of(records);
        assertThat(outcome.telemetry()).noneMatch(fact -> fact.rejected().equals("too-late") || fact.late());
        assertThat(outcome.trips()).hasSize(1);
    }

    @Test
    void theSameRecordsInAnyOrderEndTheSame() {
        everyDeliveryHasItsWholeWay(60);
        List<Telemetry> ordered = new ArrayList<>(records.subList(0, 60));
        Outcome inOrder = Outcome.of(ordered);
        for (long seed = 0; seed < 50; seed++) {
            List<Telemetry> shuffled = new ArrayList<>(ordered);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(Outcome.of(shuffled).conclusions())
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(inOrder.conclusions());
        }
    }

    /** A location of a device that stamps local time, one a minute, 145 m farther each. */
    private Telemetry local(int minute, long offsetMs) {
        Telemetry record = Telemetry.builder("tracker", "gt06", Drive.START_MS + minute * 60_000L + offsetMs)
                .vehicleId("VAN-7")
                .receivedAtMs(Drive.START_MS + minute * 60_000L + 1_500)
                .fix(Fix.moving(lat(minute * 145.0), LON, 9, 0))
                .build();
        northM = minute * 145.0;
        records.add(record);
        return record;
    }

    private void drive(int seconds, int everyS, double kmh) {
        for (int second = 0; second < seconds; second += everyS) {
            add(fix(kmh), true);
            atS += everyS;
            northM += kmh / 3.6 * everyS;
        }
        add(fix(kmh), true);
    }

    /** Stands with the ignition off where it is. */
    private void park() {
        for (int i = 0; i < 3; i++) {
            atS += 30;
            add(fix(0), false);
        }
    }

    private long ms() {
        return Drive.START_MS + atS * 1_000;
    }

    private static double lat(double metresNorth) {
        return Geo.destination(LAT, LON, 0, metresNorth)[0];
    }

    private Fix fix(double kmh) {
        return new Fix(lat(northM), LON, true, Measure.ABSENT, kmh, 0, 9, Measure.ABSENT, Measure.ABSENT);
    }

    private Fix invalid() {
        return new Fix(lat(northM), LON, false, Measure.ABSENT, 0, 0, 0, Measure.ABSENT, Measure.ABSENT);
    }

    private Fix circle(double eastM, double radiusM) {
        double[] place = Geo.destination(lat(northM), LON, 90, eastM);
        return new Fix(
                place[0],
                place[1],
                true,
                Measure.ABSENT,
                Measure.ABSENT,
                Measure.ABSENT,
                Fix.UNKNOWN_COUNT,
                Measure.ABSENT,
                radiusM);
    }

    private Fix beside(double eastM) {
        double[] place = Geo.destination(lat(northM), LON, 90, eastM);
        return new Fix(place[0], place[1], true, Measure.ABSENT, 36, 0, Fix.UNKNOWN_COUNT, Measure.ABSENT, 12);
    }

    private void add(Fix fix, @Nullable Boolean ignition) {
        add(fix, ignition, Measure.ABSENT);
    }

    private void add(Fix fix, @Nullable Boolean ignition, double odometerM) {
        add(Telemetry.builder(device, "teltonika", ms())
                .fix(fix)
                .ignition(ignition)
                .odometerM(odometerM));
    }

    private void add(Telemetry.Builder record) {
        records.add(record.vehicleId("VAN-7").build());
    }

    private static Telemetry.Builder record(Telemetry record) {
        return Telemetry.builder(record.deviceId(), record.protocol(), record.deviceTimeMs())
                .vehicleId(record.vehicleId())
                .receivedAtMs(record.receivedAtMs())
                .fix(record.fix())
                .ignition(record.ignition());
    }

    private static LivePosition live(Outcome outcome) {
        return Objects.requireNonNull(outcome.live());
    }
}
