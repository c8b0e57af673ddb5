package io.fleetwire.engine.job.operator;

import io.fleetwire.engine.anomaly.Autoencoder;
import io.fleetwire.engine.anomaly.Model;
import io.fleetwire.engine.anomaly.ModelFile;
import io.fleetwire.engine.fact.Features;
import io.fleetwire.event.LivePosition.Anomaly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model, kept at arm's length: it is asked in a thread of its own and waited for only so long. A model that is missing, fails or is late costs
 * verdicts, never records.
 */
final class Scorer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);

    /** A call takes a fraction of a millisecond. */
    static final Duration PATIENCE = Duration.ofMillis(200);

    private final @Nullable Function<List<float[]>, List<@Nullable Anomaly>> model;
    private final Runnable closer;
    private final String version;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("anomaly-model").daemon().factory());

    /** What is still being computed though nobody waits for it any more. */
    private @Nullable Future<?> late;

    private boolean failing;

    Scorer(@Nullable Function<List<float[]>, List<@Nullable Anomaly>> model, String version, Runnable closer) {
        this.model = model;
        this.version = version;
        this.closer = closer;
    }

    /** The model of the file, or the bundled one; without a verdict on anything where it cannot be loaded. */
    static Scorer load(@Nullable String modelFile) {
        try {
            Model model = modelFile == null
                    ? ModelFile.bundled(Features.NAMES)
                    : ModelFile.load(Path.of(modelFile), Features.NAMES);
            Autoencoder autoencoder = new Autoencoder(model);
            // The first call prepares the graph and takes longer than anyone would wait.
            autoencoder.score(List.of(new float[Features.NAMES.size()]));
            return new Scorer(autoencoder::score, model.version(), autoencoder::close);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error("there is no anomaly model; records pass unscored", e);
            return new Scorer(null, "", () -> {});
        }
    }

    /** The verdicts in order; none at all where the model failed or was late. */
    List<@Nullable Anomaly> score(List<float[]> windows) {
        if (model == null || windows.isEmpty() || (late != null && !late.isDone())) {
            return List.of();
        }
        late = null;
        Future<List<@Nullable Anomaly>> verdicts = thread.submit(() -> model.apply(windows));
        try {
            List<@Nullable Anomaly> result = verdicts.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (failing) {
                LOG.info("the anomaly model {} answers again", version);
                failing = false;
            }
            return result;
        } catch (TimeoutException e) {
            late = verdicts;
            // A machine that is busy, nothing to trace.
            report("took longer than " + PATIENCE, null);
        } catch (ExecutionException e) {
            report("failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private void report(String what, @Nullable Exception e) {
        if (!failing) {
            LOG.error("the anomaly model {} {}; records pass unscored", version, what, e);
        }
        failing = true;
    }

    String version() {
        return version;
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            // The model's memory must not go while it is computing.
            if (thread.awaitTermination(5, TimeUnit.SECONDS)) {
                closer.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
