package io.fleetwire.engine.job.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What an autoencoder has to beat: the mean square of z-scores, and the error after projecting on as many principal components as its bottleneck is
 * wide. Of windows in standard deviations; NaN is what a vehicle does not report: at the mean, and not counted.
 */
final class Baselines {

    private Baselines() {}

    /** Mean squared deviation of each window. */
    static double[] zScores(List<double[]> windows) {
        return windows.stream().mapToDouble(Baselines::meanSquare).toArray();
    }

    /** Mean squared error of each window after keeping {@code components} principal components of the training windows. */
    static double[] pca(List<double[]> training, List<double[]> windows, int components) {
        int width = training.getFirst().length;
        RealMatrix covariance = MatrixUtils.createRealMatrix(width, width);
        for (double[] z : training) {
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    covariance.addToEntry(i, j, known(z[i]) * known(z[j]) / training.size());
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
                along += known(z[i]) * axis[i];
            }
            for (int i = 0; i < z.length; i++) {
                rest[i] -= along * axis[i];
            }
        }
        return meanSquare(rest);
    }

    private static double known(double z) {
        return Double.isNaN(z) ? 0 : z;
    }

    private static double meanSquare(double[] z) {
        return Arrays.stream(z)
                .filter(v -> !Double.isNaN(v))
                .map(v -> v * v)
                .average()
                .orElse(0);
    }
}
