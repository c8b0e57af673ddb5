package io.fleetwire.engine.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.engine.fact.Features;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesTest {

    @Test
    void theFirstRecordHasNone() {
        assertThat(Outcome.of(Drive.of("50x1")).telemetry().get(0).features()).isNull();
    }

    @Test
    void oneRecordASecondShowsEverythingOfTheMotion() {
        Outcome outcome = Outcome.of(Drive.of("rpm=2000 50x60 50>60x5 turn=10 60x3"));
        float[] ramp = values(outcome, 63);
        assertThat(of(ramp, "accelerationMs2")).isCloseTo(2 / 3.6, within(1e-3));
        assertThat(of(ramp, "positionMinusSpeedKmh")).isCloseTo(0, within(0.1));
        float[] bend = values(outcome, 68);
        assertThat(of(bend, "lateralMs2")).isCloseTo(60 / 3.6 * Math.toRadians(10), within(1e-3));
        assertThat(of(bend, "rpmPerKmh")).isCloseTo(2000 / 60.0, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 30, 60})
    void fixesTooFarApartShowNothing(int everyS) {
        assertThat(Outcome.of(Drive.of("rpm=2000 every=" + everyS + " 50x600")).telemetry())
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(fact -> assertThat(fact.features()).isNull());
    }

    @Test
    void afterAGapTheFirstFixShowsNothingAndTheNextOneEverythingAgain() {
        Outcome outcome = Outcome.of(Drive.of("50x10 gap=20 50x2"));
        assertThat(outcome.telemetry().get(11).features()).isNull();
        assertThat(of(values(outcome, 12), "accelerationMs2")).isZero();
    }

    @Test
    void aParkedVehicleShowsNothing() {
        List<TelemetryFact> facts = Outcome.of(Drive.of("50x5 0x5 off 0x5")).telemetry();
        assertThat(facts.get(8).features()).isNotNull();
        assertThat(facts.get(12).features()).isNull();
    }

    @Test
    void whatADongleReadsBelongsToThePlaceThePhoneReports() {
        List<Telemetry> both = withDongle(Drive.of("50x90"), 90);
        Outcome outcome = Outcome.of(both);
        assertThat(outcome.telemetry())
                .filteredOn(fact -> fact.record().fix() == null)
                .hasSize(91)
                .allSatisfy(fact -> assertThat(fact.features()).isNull());
        float[] window = values(outcome, both.size() - 2);
        assertThat(of(window, "speedKmh")).isEqualTo(50);
        assertThat(of(window, "rpm")).isEqualTo(2000);
        assertThat(of(window, "rpmPerKmh")).isEqualTo(40);
        // Asked every thirty seconds only.
        assertThat(of(window, "coolantC")).isEqualTo(90);
    }

    @Test
    void aDongleThatFellSilentIsForgotten() {
        Outcome outcome = Outcome.of(withDongle(Drive.of("50x90"), 10));
        float[] last = values(outcome, outcome.telemetry().size() - 1);
        assertThat(of(last, "rpm")).isNaN();
        assertThat(of(last, "coolantC")).isNaN();
    }

    @Test
    void aColdEngineHasNoTemperature() {
        List<Telemetry> records = List.of(record(0, 40, 60, false), record(1, 40, 60, false));
        assertThat(of(values(Outcome.of(records), 1), "coolantC")).isNaN();
    }

    @Test
    void faultsShow() {
        List<Telemetry> records = new ArrayList<>();
        for (int i = 0; i <= 200; i++) {
            boolean stolen = i > 100;
            records.add(record(i, 90 + (i > 100 ? (i - 100) * 0.1 : 0), stolen ? 60 - (i - 100) * 0.2 : 60, i == 150));
        }
        Outcome outcome = Outcome.of(records);
        assertThat(of(values(outcome, 90), "fuelSlopePctMin")).isCloseTo(0, within(1e-6));
        assertThat(of(values(outcome, 200), "fuelSlopePctMin")).isCloseTo(-12, within(0.5));
        assertThat(of(values(outcome, 200), "coolantC")).isCloseTo(100, within(0.01));
        assertThat(of(values(outcome, 140), "odometerRatio")).isCloseTo(1, within(0.1));
        assertThat(of(values(outcome, 151), "odometerRatio")).isEqualTo(-5);
        assertThat(of(values(outcome, 90), "externalV")).isCloseTo(13.8, within(1e-6));
    }

    @Test
    void aJumpShowsThoughItIsNotBelieved() {
        List<Telemetry> drive = new ArrayList<>(Drive.of("50x60"));
        Telemetry real = drive.get(40);
        drive.set(
                40,
                Telemetry.builder(real.deviceId(), real.protocol(), real.deviceTimeMs())
                        .vehicleId(real.vehicleId())
                        .fix(Fix.moving(
                                Objects.requireNonNull(real.fix()).lat() + 0.01,
                                real.fix().lon(),
                                50,
                                0))
                        .build());
        assertThat(of(values(Outcome.of(drive), 40), "positionMinusSpeedKmh")).isGreaterThan(3_000);
    }

    /** After each fix of the first seconds, 300 ms later, what a dongle in the same vehicle answers: the coolant only every thirtieth time. */
    private static List<Telemetry> withDongle(List<Telemetry> fixes, int seconds) {
        List<Telemetry> both = new ArrayList<>();
        for (int i = 0; i < fixes.size(); i++) {
            both.add(fixes.get(i));
            if (i <= seconds) {
                double coolantC = i % 30 == 0 ? 90 : Measure.ABSENT;
                both.add(Telemetry.builder("dongle", "obd", fixes.get(i).deviceTimeMs() + 300)
                        .vehicleId("VAN-7")
                        .engine(new Engine(
                                2000, Measure.ABSENT, coolantC, Measure.ABSENT, Measure.ABSENT, Measure.ABSENT))
                        .build());
            }
        }
        return both;
    }

    /** 50 km/h northwards; from second 150 the odometer is 100 km younger. */
    private static Telemetry record(int second, double coolantC, double fuelPct, boolean rolledBack) {
        double drivenM = second * 50 / 3.6;
        return Telemetry.builder("1", "obd", Drive.START_MS + second * 1000L)
                .vehicleId("VAN-7")
                .fix(Fix.moving(52.5 + drivenM / 111_195, 13.4, 50, 0))
                .odometerM(200_000 + drivenM - (rolledBack ? 100_000 : 0))
                .engine(new Engine(2000, Measure.ABSENT, coolantC, Measure.ABSENT, fuelPct, Measure.ABSENT))
                .power(new Power(13.8, Measure.ABSENT))
                .build();
    }

    private static float[] values(Outcome outcome, int index) {
        TelemetryFact fact = outcome.telemetry().get(index);
        return Objects.requireNonNull(fact.features()).values();
    }

    private static double of(float[] values, String name) {
        return values[Features.NAMES.indexOf(name)];
    }
}
