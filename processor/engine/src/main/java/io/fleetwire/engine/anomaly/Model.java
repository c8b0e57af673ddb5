package io.fleetwire.engine.anomaly;

import java.util.List;
import java.util.Map;

/**
 * A trained autoencoder.
 *
 * @param version names exactly these weights; stored with every row they scored
 * @param features the inputs, in order
 * @param mean of each feature over the training windows
 * @param std of each feature over the training windows
 * @param threshold an error above it is an anomaly
 * @param report how it was trained and how it did, by name
 */
// The arrays are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Model(
        String version,
        List<String> features,
        float[] mean,
        float[] std,
        List<Layer> layers,
        double threshold,
        Map<String, Double> report) {

    /**
     * A dense layer: {@code activation(x · weights + bias)}.
     *
     * @param weights by input, then by output
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Layer(float[][] weights, float[] bias) {}

    /** A value further than this from the mean says "far off" and no more, so that one wild sensor cannot drown the others. */
    static final float MAX_DEVIATIONS = 10;

    /**
     * @throws IllegalArgumentException where the parts do not fit together
     */
    public Model {
        features = List.copyOf(features);
        layers = List.copyOf(layers);
        report = Map.copyOf(report);
        int inputs = features.size();
        if (inputs == 0 || mean.length != inputs || std.length != inputs) {
            throw new IllegalArgumentException("a mean and a std for each of the " + inputs + " features are needed");
        }
        requireFinite("mean", mean);
        requirePositive("std", std);
        int width = inputs;
        for (Layer layer : layers) {
            if (layer.weights.length != width) {
                throw new IllegalArgumentException(
                        "a layer with " + layer.weights.length + " inputs follows one with " + width + " outputs");
            }
            for (float[] row : layer.weights) {
                if (row.length != layer.bias.length) {
                    throw new IllegalArgumentException("a layer's weights and biases differ in width");
                }
                requireFinite("weights", row);
            }
            requireFinite("bias", layer.bias);
            width = layer.bias.length;
        }
        if (width != inputs || layers.isEmpty()) {
            throw new IllegalArgumentException("the last layer must have as many outputs as there are features");
        }
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("threshold must be above 0");
        }
    }

    private static void requireFinite(String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(name + ": not a finite number");
            }
        }
    }

    private static void requirePositive(String name, float[] values) {
        requireFinite(name, values);
        for (float value : values) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + ": not above 0");
            }
        }
    }

    /**
     * A window in standard deviations from the mean. A missing feature is put at the mean and marked, so that it neither disturbs the others nor
     * counts.
     *
     * @param z receives the deviations from {@code offset} on
     * @param present receives 1 for what was reported, else 0
     */
    void standardise(float[] window, float[] z, float[] present, int offset) {
        for (int i = 0; i < mean.length; i++) {
            if (Float.isFinite(window[i])) {
                z[offset + i] = Math.clamp((window[i] - mean[i]) / std[i], -MAX_DEVIATIONS, MAX_DEVIATIONS);
                present[offset + i] = 1;
            } else {
                z[offset + i] = 0;
                present[offset + i] = 0;
            }
        }
    }
}
