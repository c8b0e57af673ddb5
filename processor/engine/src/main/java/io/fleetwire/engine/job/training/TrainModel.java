package io.fleetwire.engine.job.training;

import io.fleetwire.engine.anomaly.Autoencoder;
import io.fleetwire.engine.anomaly.AutoencoderTrainer;
import io.fleetwire.engine.anomaly.Model;
import io.fleetwire.engine.anomaly.ModelFile;
import io.fleetwire.engine.fact.Features;
import io.fleetwire.event.LivePosition.Anomaly;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model from recorded telemetry: {@code TrainModel RECORDS.jsonl MODEL.json}. Of four vehicles one is kept for validation and threshold; windows
 * with a label are never learned from, only used to say how good the model is, beside z-score and PCA on the same windows.
 */
public final class TrainModel {

    private static final int VALIDATION_EVERY = 4;

    /** Windows of one second resemble each other: so many are enough to learn from, and training takes a minute. */
    private static final int EVERY_NTH = 5;

    private TrainModel() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("usage: TrainModel RECORDS.jsonl MODEL.json");
            System.exit(2);
        }
        List<LabelledWindow> windows = WindowReader.read(Path.of(args[0]));
        Model model = train(windows, AutoencoderTrainer.Settings.defaults());
        ModelFile.save(model, Path.of(args[1]));
        System.out.println(model.version() + ", threshold " + model.threshold());
        model.report().forEach((name, value) -> System.out.println(name + " " + value));
    }

    static Model train(List<LabelledWindow> windows, AutoencoderTrainer.Settings settings) {
        List<float[]> training = new ArrayList<>();
        List<float[]> validation = new ArrayList<>();
        List<LabelledWindow> examined = new ArrayList<>();
        int seen = 0;
        for (LabelledWindow window : windows) {
            if (window.label().equals(LabelledWindow.UNSURE)) {
                continue;
            }
            boolean kept = Math.floorMod(window.vehicleId().hashCode(), VALIDATION_EVERY) == 0;
            if (kept || !window.isNormal()) {
                examined.add(window);
            }
            if (window.isNormal() && kept) {
                validation.add(window.values());
            } else if (window.isNormal() && seen++ % EVERY_NTH == 0) {
                training.add(window.values());
            }
        }
        Model model = new AutoencoderTrainer(Features.NAMES, settings).train(training, validation);
        Map<String, Double> report = new TreeMap<>(model.report());
        report.putAll(examine(model, training, examined, Collections.min(settings.hidden())));
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
            Model model, List<float[]> training, List<LabelledWindow> windows, int components) {
        Map<String, Double> report = new TreeMap<>();
        boolean[] abnormal = new boolean[windows.size()];
        double[] errors = new double[windows.size()];
        Map<String, int[]> found = new TreeMap<>();
        try (Autoencoder autoencoder = new Autoencoder(model)) {
            List<@Nullable Anomaly> verdicts = autoencoder.score(
                    windows.stream().map(LabelledWindow::values).toList());
            for (int i = 0; i < errors.length; i++) {
                Anomaly verdict = verdicts.get(i);
                abnormal[i] = !windows.get(i).isNormal();
                errors[i] = verdict == null ? 0 : verdict.reconstructionError();
                int[] count = found.computeIfAbsent(windows.get(i).label(), label -> new int[2]);
                count[0] += verdict != null && verdict.isAnomaly() ? 1 : 0;
                count[1]++;
            }
        }
        found.forEach((label, count) ->
                report.put(label.isEmpty() ? "falseAlarms" : "found." + label, (double) count[0] / count[1]));
        List<double[]> standardised =
                windows.stream().map(w -> standardise(model, w.values())).toList();
        List<double[]> learned =
                training.stream().map(w -> standardise(model, w)).toList();
        put(report, "auc.autoencoder", Baselines.auc(errors, abnormal));
        put(report, "auc.zScore", Baselines.auc(Baselines.zScores(standardised), abnormal));
        put(report, "auc.pca", Baselines.auc(Baselines.pca(learned, standardised, components), abnormal));
        return report;
    }

    /** Without labelled windows there is nothing to say. */
    private static void put(Map<String, Double> report, String name, double value) {
        if (!Double.isNaN(value)) {
            report.put(name, value);
        }
    }

    private static double[] standardise(Model model, float[] window) {
        double[] z = new double[window.length];
        for (int i = 0; i < z.length; i++) {
            double off = (window[i] - model.mean()[i]) / model.std()[i];
            z[i] = Double.isFinite(off) ? Math.clamp(off, -10.0, 10.0) : 0;
        }
        return z;
    }
}
