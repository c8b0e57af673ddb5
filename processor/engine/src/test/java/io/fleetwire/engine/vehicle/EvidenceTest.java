package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What records of real devices are evidence of, and what they are not. */
class EvidenceTest extends Reports {

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
}
