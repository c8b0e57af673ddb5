package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripSession;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to a device and not to its vehicle: its places, its odometer, its messages, its clock. */
class DevicesTest extends Reports {

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
}
