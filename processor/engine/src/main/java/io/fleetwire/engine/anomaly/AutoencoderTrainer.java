package io.fleetwire.engine.anomaly;

import io.fleetwire.event.wire.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Trains an {@link Autoencoder} on windows of normal driving with Adam. The same windows and settings give the same model.
 *
 * <p>A part of the features is hidden at random in training, because in daily use some vehicles report no engine. In half of the windows one feature is
 * damaged, while the network must still reproduce the true one (a denoising autoencoder, Vincent et al. 2008): else it learns to hand a feature that
 * nothing else foretells, such as the supply voltage, straight through, whatever its value.
 */
public final class AutoencoderTrainer {

    /** Adam's usual constants (Kingma and Ba 2015). */
    static final float BETA1 = 0.9f;

    static final float BETA2 = 0.999f;
    static final float EPSILON = 1e-7f;

    /** Below it a feature hardly varies, and dividing by it would make noise look like news. */
    private static final float MIN_STD = 1e-3f;

    /** In one training window of four, each feature is hidden with the chance of one half. */
    private static final double HIDING_WINDOWS = 0.25;

    private static final double HIDING_FEATURES = 0.5;

    /**
     * How to train.
     *
     * @param hidden widths of the hidden layers; the narrowest is the bottleneck
     * @param normalQuantile the share of normal windows that must stay below the threshold: the budget for false alerts
     */
    public record Settings(
            List<Integer> hidden, int epochs, int batch, float learningRate, double normalQuantile, long seed) {
        /** What the bundled model was trained with. */
        public static Settings defaults() {
            return new Settings(List.of(32, 8, 32), 60, 128, 2e-3f, 0.999, 20261121L);
        }
    }

    private static final double DAMAGING_WINDOWS = 0.5;

    private final List<String> features;
    private final Settings settings;
    private final Random random;

    public AutoencoderTrainer(List<String> features, Settings settings) {
        this.features = List.copyOf(features);
        this.settings = settings;
        this.random = new Random(settings.seed());
    }

    /**
     * A model of what is normal.
     *
     * @param training windows to learn from
     * @param validation windows of other vehicles or days, for the threshold
     */
    public Model train(List<float[]> training, List<float[]> validation) {
        if (training.isEmpty() || validation.isEmpty()) {
            throw new IllegalArgumentException(
                    "training needs windows to learn from and others to set the threshold by");
        }
        float[] mean = new float[features.size()];
        float[] std = new float[features.size()];
        moments(training, mean, std);
        Model blank = new Model("untrained", features, mean, std, initial(), 1, Map.of());
        List<Model.Layer> layers = fit(blank, training);
        double threshold = threshold(new Model("unnamed", features, mean, std, layers, 1, Map.of()), validation);
        Map<String, Double> report = new TreeMap<>();
        report.put("trainingWindows", (double) training.size());
        report.put("validationWindows", (double) validation.size());
        report.put("normalQuantile", settings.normalQuantile());
        return named(new Model("unnamed", features, mean, std, layers, threshold, report));
    }

    /** Names the model after its content, so that a name never stands for two models. */
    static Model named(Model model) {
        byte[] content = Json.of(Model.class)
                .encode(new Model(
                        "", model.features(), model.mean(), model.std(), model.layers(), model.threshold(), Map.of()));
        String digest = HexFormat.of().formatHex(DigestUtils.sha256(content), 0, 4);
        return new Model(
                "ae-" + digest,
                model.features(),
                model.mean(),
                model.std(),
                model.layers(),
                model.threshold(),
                model.report());
    }

    private static void moments(List<float[]> windows, float[] mean, float[] std) {
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            double squares = 0;
            int n = 0;
            for (float[] window : windows) {
                if (Float.isFinite(window[i])) {
                    sum += window[i];
                    squares += (double) window[i] * window[i];
                    n++;
                }
            }
            double average = n == 0 ? 0 : sum / n;
            mean[i] = (float) average;
            std[i] = n == 0 ? 1 : (float) Math.max(MIN_STD, Math.sqrt(Math.max(0, squares / n - average * average)));
        }
    }

    /** Glorot's uniform start. */
    private List<Model.Layer> initial() {
        List<Integer> widths = new ArrayList<>(settings.hidden());
        widths.addFirst(features.size());
        widths.addLast(features.size());
        List<Model.Layer> layers = new ArrayList<>();
        for (int i = 0; i + 1 < widths.size(); i++) {
            int in = widths.get(i);
            int out = widths.get(i + 1);
            double limit = Math.sqrt(6.0 / (in + out));
            float[][] weights = new float[in][out];
            for (float[] row : weights) {
                for (int j = 0; j < out; j++) {
                    row[j] = (float) ((random.nextDouble() * 2 - 1) * limit);
                }
            }
            layers.add(new Model.Layer(weights, new float[out]));
        }
        return layers;
    }

    private List<Model.Layer> fit(Model start, List<float[]> training) {
        try (Graph graph = new Graph()) {
            TrainingGraph net = TrainingGraph.build(Ops.create(graph), start.layers(), settings.learningRate());
            try (Session session = new Session(graph, Network.oneThread())) {
                net.initialisers().forEach(session::run);
                int step = 0;
                List<float[]> shuffled = new ArrayList<>(training);
                for (int epoch = 0; epoch < settings.epochs(); epoch++) {
                    Collections.shuffle(shuffled, random);
                    for (int from = 0; from < shuffled.size(); from += settings.batch()) {
                        int to = Math.min(from + settings.batch(), shuffled.size());
                        step(session, net, start, shuffled.subList(from, to), ++step);
                    }
                }
                return net.read(session);
            }
        }
    }

    private void step(Session session, TrainingGraph net, Model start, List<float[]> windows, int step) {
        int width = features.size();
        float[] z = new float[windows.size() * width];
        float[] present = new float[z.length];
        for (int row = 0; row < windows.size(); row++) {
            start.standardise(windows.get(row), z, present, row * width);
            hide(z, present, row * width);
        }
        float[] wanted = z.clone();
        for (int row = 0; row < windows.size(); row++) {
            damage(z, row * width);
        }
        Shape shape = Shape.of(windows.size(), width);
        try (TFloat32 zTensor = TFloat32.tensorOf(shape, DataBuffers.of(z));
                TFloat32 wantedTensor = TFloat32.tensorOf(shape, DataBuffers.of(wanted));
                TFloat32 presentTensor = TFloat32.tensorOf(shape, DataBuffers.of(present));
                TFloat32 beta1 = TFloat32.scalarOf((float) Math.pow(BETA1, step));
                TFloat32 beta2 = TFloat32.scalarOf((float) Math.pow(BETA2, step))) {
            Session.Runner runner = session.runner()
                    .feed(net.network().z(), zTensor)
                    .feed(net.network().wanted(), wantedTensor)
                    .feed(net.network().present(), presentTensor)
                    .feed(net.beta1Power(), beta1)
                    .feed(net.beta2Power(), beta2);
            net.updates().forEach(runner::addTarget);
            runner.run().close();
        }
    }

    private void hide(float[] z, float[] present, int offset) {
        if (random.nextDouble() >= HIDING_WINDOWS) {
            return;
        }
        for (int i = offset; i < offset + features.size(); i++) {
            if (random.nextDouble() < HIDING_FEATURES) {
                z[i] = 0;
                present[i] = 0;
            }
        }
    }

    private void damage(float[] z, int offset) {
        if (random.nextDouble() < DAMAGING_WINDOWS) {
            int feature = random.nextInt(features.size());
            z[offset + feature] = (float) ((random.nextDouble() * 2 - 1) * Model.MAX_DEVIATIONS);
        }
    }

    private double threshold(Model model, List<float[]> validation) {
        try (Autoencoder autoencoder = new Autoencoder(model)) {
            double[] errors = autoencoder.score(validation).stream()
                    .mapToDouble(verdict -> verdict == null ? 0 : verdict.reconstructionError())
                    .sorted()
                    .toArray();
            int index = (int) Math.ceil(settings.normalQuantile() * errors.length) - 1;
            return Math.max(errors[Math.clamp(index, 0, errors.length - 1)], 1e-6);
        }
    }
}
