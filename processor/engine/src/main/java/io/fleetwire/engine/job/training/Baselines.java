package io.fleetwire.engine.job.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/** What an autoencoder has to beat: the mean square of z-scores, and the error after projecting on as many principal components as its bottleneck is wide. */
final class Baselines {

    private Baselines() {}

    /** Mean squared deviation of each window, in standard deviations. */
    static double[] zScores(List<double[]> windows) {
        return windows.stream()
                .mapToDouble(z -> Arrays.stream(z).map(v -> v * v).average().orElse(0))
                .toArray();
    }

    /** Mean squared error of each window after keeping {@code components} principal components of the training windows. */
    static double[] pca(List<double[]> training, List<double[]> windows, int components) {
        int width = training.getFirst().length;
        RealMatrix covariance = MatrixUtils.createRealMatrix(width, width);
        for (double[] z : training) {
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    covariance.addToEntry(i, j, z[i] * z[j] / training.size());
                }
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(covariance);
        double[] values = eigen.getRealEigenvalues();
        int[] largest = IntStream.range(0, width)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .limit(components)
                .mapToInt(Integer::intValue)
                .toArray();
        return windows.stream().mapToDouble(z -> residual(z, eigen, largest)).toArray();
    }

    private static double residual(double[] z, EigenDecomposition eigen, int[] components) {
        double[] rest = z.clone();
        for (int component : components) {
            double[] axis = eigen.getEigenvector(component).toArray();
            double along = 0;
            for (int i = 0; i < z.length; i++) {
                along += z[i] * axis[i];
            }
            for (int i = 0; i < z.length; i++) {
                rest[i] -= along * axis[i];
            }
        }
        return Arrays.stream(rest).map(v -> v * v).average().orElse(0);
    }

    /** Area under the receiver operating characteristic: the chance that an abnormal window scores higher than a normal one. */
    static double auc(double[] scores, boolean[] abnormal) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            // Equal scores share their mean rank.
            double rank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                if (abnormal[order[i]]) {
                    rankSum += rank;
                    positives++;
                }
            }
            from = to;
        }
        long negatives = order.length - positives;
        return positives == 0 || negatives == 0
                ? Double.NaN
                : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }
}
