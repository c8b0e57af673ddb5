package io.fleetwire.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DriverScoreTest {

    private static final DriverTotals CALM_FLEET = driven(10_000).build();

    @Test
    void nothingAgainstAnybodyIsAHundred() {
        assertThat(DriverScore.of(driven(50).build(), CALM_FLEET).score()).isEqualTo(100.0);
    }

    @Test
    void belowTenKilometresThereIsNoScoreAndItSaysWhy() {
        DriverScore score = DriverScore.of(driven(9.9).build(), CALM_FLEET);
        assertThat(score.score()).isNull();
        assertThat(score.reason()).isEqualTo("fewer than 10 km were driven");
        assertThat(score.components()).hasSize(6);
    }

    @Test
    void oneBrakeInTwelveKilometresIsShrunkToTheFleet() {
        // 1 brake / (12 + 100) km · 100 · 3 points, not 1/12 · 100 · 3 = 25
        DriverScore score = DriverScore.of(driven(12).brakes(1).build(), CALM_FLEET);
        assertThat(score.score()).isCloseTo(100 - 300.0 / 112, within(1e-9));
        assertThat(component(score, "harshBrake").per100Km()).isCloseTo(8.333, within(1e-3));
    }

    @Test
    void theFleetsHabitCountsWhereTheDriverHasLittle() {
        // the fleet brakes once per 100 km: a driver of 100 km without a brake has half of its rate
        DriverScore score =
                DriverScore.of(driven(100).build(), driven(10_000).brakes(100).build());
        assertThat(component(score, "harshBrake").penalty()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void theMeanOfAFleetThatHasHardlyDrivenIsNoVerdictOnACarefulDriver() {
        // 40 brakes in the fleet's first 60 km: counted as 40 in 1,000 km, half of it the driver's prior
        DriverScore score =
                DriverScore.of(driven(20).build(), driven(60).brakes(40).build());
        assertThat(component(score, "harshBrake").penalty()).isCloseTo(3 * 100 * 4.0 / 120, within(1e-9));
    }

    @Test
    void aComponentIsCappedAndCrashesAreFlat() {
        DriverScore score =
                DriverScore.of(driven(1_000).brakes(5_000).crashes(1).build(), CALM_FLEET);
        assertThat(component(score, "harshBrake").penalty()).isEqualTo(30);
        assertThat(component(score, "crash").penalty()).isEqualTo(30);
        assertThat(score.score()).isEqualTo(40.0);
    }

    @Test
    void overspeedCountsItsShareOfTheTimeBySeverity() {
        // 1,000 km at 50 km/h: 72,000 s, and the prior of 100 km 7,200 s; 1 % of the time severe = 4 points, shrunk by
        // 10/11
        DriverScore score = DriverScore.of(driven(1_000).severeS(720).build(), CALM_FLEET);
        assertThat(component(score, "overspeed").penalty()).isCloseTo(4.0 * 10 / 11, within(1e-9));
    }

    @Test
    void idlingCountsHalfItsShare() {
        DriverScore score = DriverScore.of(driven(1_000).idleS(7_200).build(), CALM_FLEET);
        assertThat(component(score, "idling").penalty()).isCloseTo(5.0 * 10 / 11, within(1e-9));
    }

    @Test
    void itNeverFallsBelowZero() {
        assertThat(DriverScore.of(driven(100).crashes(9).build(), CALM_FLEET).score())
                .isEqualTo(0.0);
    }

    @Test
    void totalsAddUp() {
        DriverTotals sum = driven(10)
                .brakes(1)
                .build()
                .plus(driven(20).brakes(2).crashes(1).build());
        assertThat(sum).isEqualTo(driven(30).brakes(3).crashes(1).build());
    }

    private static DriverScore.Component component(DriverScore score, String name) {
        return score.components().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Totals driven(double km) {
        return new Totals(km);
    }

    /** Totals of somebody who drove at 50 km/h. */
    private static final class Totals {
        private final double km;
        private long brakes;
        private long crashes;
        private double severeS;
        private double idleS;

        Totals(double km) {
            this.km = km;
        }

        Totals brakes(long value) {
            brakes = value;
            return this;
        }

        Totals crashes(long value) {
            crashes = value;
            return this;
        }

        Totals severeS(double value) {
            severeS = value;
            return this;
        }

        Totals idleS(double value) {
            idleS = value;
            return this;
        }

        DriverTotals build() {
            return new DriverTotals(
                    km * 1000,
                    km * 72,
                    brakes,
                    0,
                    0,
                    crashes,
                    severeS > 0 ? 1 : 0,
                    0,
                    0,
                    severeS,
                    idleS > 0 ? 1 : 0,
                    idleS);
        }
    }
}
