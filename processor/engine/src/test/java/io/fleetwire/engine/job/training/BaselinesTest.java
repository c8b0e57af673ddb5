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
        assertThat(Baselines.auc(new double[] {1, 2, 3, 4}, abnormal)).isEqualTo(1, EXACTLY);
        assertThat(Baselines.auc(new double[] {4, 3, 2, 1}, abnormal)).isEqualTo(0, EXACTLY);
        assertThat(Baselines.auc(new double[] {1, 1, 1, 1}, abnormal)).isEqualTo(0.5, EXACTLY);
        // Of the four pairs three are ranked rightly.
        assertThat(Baselines.auc(new double[] {1, 3, 2, 4}, abnormal)).isEqualTo(0.75, EXACTLY);
        assertThat(Baselines.auc(new double[] {1, 2}, new boolean[2])).isNaN();
    }

    @Test
    void principalComponentsKeepWhatLiesAlongThem() {
        List<double[]> line = List.of(new double[] {1, 1}, new double[] {-1, -1}, new double[] {2, 2});
        double[] errors = Baselines.pca(line, List.of(new double[] {3, 3}, new double[] {1, -1}), 1);
        assertThat(errors[0]).isEqualTo(0, EXACTLY);
        assertThat(errors[1]).isEqualTo(1, EXACTLY);
    }
}
