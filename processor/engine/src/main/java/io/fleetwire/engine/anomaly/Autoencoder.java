package io.fleetwire.engine.anomaly;

import io.fleetwire.event.LivePosition.Anomaly;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model, ready to score: one graph and one session for its lifetime. Not thread-safe. */
public final class Autoencoder implements AutoCloseable {

    /** Most features named as the reason. */
    private static final int MAX_TOP = 3;

    /** A feature with less of the error than this explains nothing. */
    private static final double MIN_SHARE = 0.15;

    private final Model model;
    private final int width;
    private final Graph graph = new Graph();
    private final Session session;
    private final Network network;

    public Autoencoder(Model model) {
        this.model = model;
        this.width = model.features().size();
        Ops tf = Ops.create(graph);
        List<Network.Parameters> layers = new ArrayList<>();
        for (Model.Layer layer : model.layers()) {
            layers.add(new Network.Parameters(tf.constant(layer.weights()), tf.constant(layer.bias())));
        }
        this.network = Network.build(tf, layers);
        this.session = new Session(graph, Network.oneThread());
    }

    /** The model it scores by. */
    public Model model() {
        return model;
    }

    /**
     * The verdict on each window, in order, from one call; null for a window without any feature.
     *
     * @throws IllegalArgumentException where a window has another width than the model
     */
    public List<@Nullable Anomaly> score(List<float[]> windows) {
        float[] errors = featureErrors(windows);
        List<@Nullable Anomaly> verdicts = new ArrayList<>(windows.size());
        for (int row = 0; row < windows.size(); row++) {
            verdicts.add(verdict(errors, row * width, reported(windows.get(row))));
        }
        return verdicts;
    }

    /** Each feature's error, window after window; 0 for what a window does not have. */
    float[] featureErrors(List<float[]> windows) {
        int rows = windows.size();
        float[] z = new float[rows * width];
        float[] present = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            float[] window = windows.get(row);
            if (window.length != width) {
                throw new IllegalArgumentException(
                        "a window of " + window.length + " features, the model has " + width);
            }
            model.standardise(window, z, present, row * width);
        }
        return rows == 0 ? z : errors(rows, z, present);
    }

    private static int reported(float[] window) {
        int reported = 0;
        for (float value : window) {
            reported += Float.isFinite(value) ? 1 : 0;
        }
        return reported;
    }

    private float[] errors(int rows, float[] z, float[] present) {
        Shape shape = Shape.of(rows, width);
        float[] errors = new float[rows * width];
        try (TFloat32 zTensor = TFloat32.tensorOf(shape, DataBuffers.of(z));
                TFloat32 presentTensor = TFloat32.tensorOf(shape, DataBuffers.of(present));
                Result result = session.runner()
                        .feed(network.z(), zTensor)
                        .feed(network.wanted(), zTensor)
                        .feed(network.present(), presentTensor)
                        .fetch(network.error())
                        .run()) {
            ((TFloat32) result.get(0)).copyTo(DataBuffers.of(errors));
        }
        return errors;
    }

    private @Nullable Anomaly verdict(float[] errors, int offset, int reported) {
        if (reported == 0) {
            return null;
        }
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += errors[offset + i];
        }
        double error = sum / reported;
        if (!Double.isFinite(error)) {
            return null;
        }
        return new Anomaly(error, model.threshold(), error > model.threshold(), top(errors, offset, sum));
    }

    private List<String> top(float[] errors, int offset, double sum) {
        List<String> names = new ArrayList<>(MAX_TOP);
        float below = Float.POSITIVE_INFINITY;
        while (names.size() < MAX_TOP) {
            int largest = -1;
            for (int i = 0; i < width; i++) {
                float error = errors[offset + i];
                if (error < below && (largest < 0 || error > errors[offset + largest])) {
                    largest = i;
                }
            }
            if (largest < 0 || errors[offset + largest] < MIN_SHARE * sum || sum == 0) {
                break;
            }
            names.add(model.features().get(largest));
            below = errors[offset + largest];
        }
        return names;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
