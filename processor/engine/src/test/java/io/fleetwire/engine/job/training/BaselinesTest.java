package io.fleetwire.engine.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BaselinesTest {

    private static final Offset<Double> EXACTLY = Offset.offset(1e-9);

    @Test
    void theAreaUnderTheCurveIsTheChanceToRankRightly() {
        boolean[] abnormal = {false, false, true, true};
        assertThat(Ranking.rocAuc(new double[] {1, 2, 3, 4}, abnormal)).isEqualTo(1, EXACTLY);
        assertThat(Ranking.rocAuc(new double[] {4, 3, 2, 1}, abnormal)).isEqualTo(0, EXACTLY);
        assertThat(Ranking.rocAuc(new double[] {1, 1, 1, 1}, abnormal)).isEqualTo(0.5, EXACTLY);
        // Of the four pairs three are ranked rightly.
        assertThat(Ranking.rocAuc(new double[] {1, 3, 2, 4}, abnormal)).isEqualTo(0.75, EXACTLY);
        assertThat(Ranking.rocAuc(new double[] {1, 2}, new boolean[2])).isNaN();
    }

    @Test
    void averagePrecisionIsThePrecisionAtEveryHit() {
        boolean[] abnormal = {true, false, true, false};
        // The first hit at rank 1, the second at rank 3: (1/1 + 2/3) / 2.
        assertThat(Ranking.prAuc(new double[] {4, 3, 2, 1}, abnormal)).isEqualTo(5 / 6.0, EXACTLY);
        assertThat(Ranking.prAuc(new double[] {1, 1, 1, 1}, abnormal)).isEqualTo(0.5, EXACTLY);
        assertThat(Ranking.prAuc(new double[] {1, 2}, new boolean[2])).isNaN();
    }

    @Test
    void whatIsNotReportedDoesNotCount() {
        assertThat(Baselines.zScores(List.of(new double[] {2, Double.NaN}))).containsExactly(4);
    }

    @Test
    void principalComponentsKeepWhatLiesAlongThem() {
        List<double[]> line = List.of(new double[] {1, 1}, new double[] {-1, -1}, new double[] {2, 2});
        double[] errors = Baselines.pca(line, List.of(new double[] {3, 3}, new double[] {1, -1}), 1);
        assertThat(errors[0]).isEqualTo(0, EXACTLY);
        assertThat(errors[1]).isEqualTo(1, EXACTLY);
    }
}
