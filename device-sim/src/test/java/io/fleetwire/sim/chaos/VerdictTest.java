package io.fleetwire.sim.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.sim.load.Uplink;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Verdict.Way GOOD = new Verdict.Way(Uplink.TELTONIKA, 160, 1_000, 0, 0, 0, 5, 0, 0);

    private static Verdict.Way gt06(long acknowledged, long lost, long doubled, long reordered) {
        return new Verdict.Way(Uplink.GT06, 20, acknowledged, lost, doubled, reordered, 2, 30, 28);
    }

    private static Verdict verdict(Verdict.Way other) {
        return new Verdict(7, 6, 6, List.of(GOOD, other));
    }

    @Test
    void oneWayThatLosesDoublesOrReordersBreaksThePromise() {
        assertThat(verdict(gt06(10, 0, 0, 0)).kept()).isTrue();
        assertThat(verdict(gt06(10, 1, 0, 0)).kept()).isFalse();
        assertThat(verdict(gt06(10, 0, 1, 0)).kept()).isFalse();
        assertThat(verdict(gt06(10, 0, 0, 1)).kept()).isFalse();
    }

    @Test
    void aWayOnWhichNothingWasAcknowledgedShowsNothing() {
        Verdict.Least least = new Verdict.Least(6, 6, 900);
        assertThat(verdict(gt06(10, 0, 0, 0)).showedEnough(least)).isTrue();
        assertThat(verdict(gt06(0, 0, 0, 0)).showedEnough(least)).isFalse();
        assertThat(verdict(gt06(10, 0, 0, 0)).showedEnough(new Verdict.Least(6, 6, 1_011)))
                .isFalse();
    }

    @Test
    void theLastLineSumsUpAndTheOthersSayWhatHadNoAnswer() {
        assertThat(verdict(gt06(10, 1, 2, 3)).line())
                .isEqualTo("seed 7: 6 faults of 6 kinds, 1010 records acknowledged: 1 lost, 2 doubled, 3 reordered"
                        + " (7 sent to Kafka more than once)");
        assertThat(gt06(10, 0, 0, 0).line()).endsWith("; sent without an answer 30, stored 28");
        assertThat(GOOD.line()).doesNotContain("without an answer");
    }

    @Test
    void chosenFaultsNeedOnlyHappenOnceEach() {
        assertThat(Verdict.Least.of(10)).isEqualTo(new Verdict.Least(20, 6, 500_000));
        assertThat(Verdict.Least.ofChosen(2, 1)).isEqualTo(new Verdict.Least(1, 1, 100_000));
    }
}
