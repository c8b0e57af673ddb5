package io.fleetwire.engine.job.training;

import io.fleetwire.engine.anomaly.Autoencoder;
import io.fleetwire.engine.anomaly.AutoencoderTrainer;
import io.fleetwire.engine.anomaly.Model;
import io.fleetwire.engine.anomaly.ModelFile;
import io.fleetwire.engine.fact.Features;
import io.fleetwire.event.LivePosition.Anomaly;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model from recorded telemetry: {@code TrainModel RECORDS.jsonl TEST.jsonl MODEL.json}. Of four vehicles of the first recording one is kept
 * for the threshold; windows with a label are never learned from. The second recording, of other vehicles or days, says how good the model is, beside
 * z-score and PCA on the same windows with thresholds by the same budget.
 */
public final class TrainModel {

    private static final int VALIDATION_EVERY = 4;

    /** Windows of one second resemble each other: so many are enough to learn from, and training takes a minute. */
    private static final int EVERY_NTH = 2;

    private TrainModel() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            System.err.println("usage: TrainModel RECORDS.jsonl TEST.jsonl MODEL.json");
            System.exit(2);
        }
        Model model = train(
                WindowReader.read(Path.of(args[0])),
                WindowReader.read(Path.of(args[1])),
                AutoencoderTrainer.Settings.defaults());
        ModelFile.save(model, Path.of(args[2]));
        System.out.println(model.version() + ", threshold " + model.threshold());
        new TreeMap<>(model.report()).forEach((name, value) -> System.out.println(name + " " + value));
    }

    static Model train(List<LabelledWindow> windows, List<LabelledWindow> test, AutoencoderTrainer.Settings settings) {
        List<float[]> training = new ArrayList<>();
        List<float[]> validation = new ArrayList<>();
        int seen = 0;
        for (LabelledWindow window : windows) {
            if (!window.isNormal()) {
                continue;
            }
            if (Math.floorMod(window.vehicleId().hashCode(), VALIDATION_EVERY) == 0) {
                validation.add(window.values());
            } else if (seen++ % EVERY_NTH == 0) {
                training.add(window.values());
            }
        }
        Model model = new AutoencoderTrainer(Features.NAMES, settings).train(training, validation);
        Map<String, Double> report = new TreeMap<>(model.report());
        report.putAll(examine(model, training, validation, test, settings));
        return new Model(
                model.version(),
                model.features(),
                model.mean(),
                model.std(),
                model.layers(),
                model.threshold(),
                report);
    }

    private static Map<String, Double> examine(
            Model model,
            List<float[]> training,
            List<float[]> validation,
            List<LabelledWindow> test,
            AutoencoderTrainer.Settings settings) {
        Map<String, Double> report = new TreeMap<>();
        Examination examination = new Examination(test);
        List<float[]> tested = test.stream().map(LabelledWindow::values).toList();
        put(report, "autoencoder", examination.of(errors(model, tested), model.threshold()));
        List<double[]> learned = standardise(model, training);
        List<double[]> kept = standardise(model, validation);
        List<double[]> asked = standardise(model, tested);
        double quantile = settings.normalQuantile();
        double[] zScores = Baselines.zScores(asked);
        put(report, "zScore", examination.of(zScores, quantile(Baselines.zScores(kept), quantile)));
        int components = Collections.min(settings.hidden());
        double[] residuals = Baselines.pca(learned, asked, components);
        put(report, "pca", examination.of(residuals, quantile(Baselines.pca(learned, kept, components), quantile)));
        return report;
    }

    private static void put(Map<String, Double> report, String detector, Map<String, Double> figures) {
        figures.forEach((name, value) -> report.put(detector + "." + name, value));
    }

    private static double[] errors(Model model, List<float[]> windows) {
        try (Autoencoder autoencoder = new Autoencoder(model)) {
            List<@Nullable Anomaly> verdicts = autoencoder.score(windows);
            return verdicts.stream()
                    .mapToDouble(verdict -> verdict == null ? 0 : verdict.reconstructionError())
                    .toArray();
        }
    }

    private static double quantile(double[] scores, double share) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }

    private static List<double[]> standardise(Model model, List<float[]> windows) {
        return windows.stream().map(window -> standardise(model, window)).toList();
    }

    private static double[] standardise(Model model, float[] window) {
        double[] z = new double[window.length];
        for (int i = 0; i < z.length; i++) {
            double off = (window[i] - model.mean()[i]) / model.std()[i];
            z[i] = Double.isFinite(off) ? Math.clamp(off, -10.0, 10.0) : Double.NaN;
        }
        return z;
    }
}
