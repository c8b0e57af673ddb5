package io.fleetwire.engine.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.LivePosition.Anomaly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Trains on windows whose truth is known: b follows a, c is free, d is often missing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutoencoderTest {

    private static final List<String> FEATURES = List.of("a", "b", "c", "d");
    private static final AutoencoderTrainer.Settings SETTINGS =
            new AutoencoderTrainer.Settings(List.of(8, 3, 8), 30, 64, 5e-3f, 0.99, 7);

    @TempDir
    Path folder = Path.of("");

    private Model model;

    @SuppressWarnings("NullAway.Init")
    AutoencoderTest() {}

    private static List<float[]> normal(int seed, int count) {
        Random random = new Random(seed);
        List<float[]> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float a = (float) (50 + 20 * random.nextGaussian());
            float c = (float) random.nextGaussian();
            float d = random.nextInt(3) == 0 ? Float.NaN : a - 10 * c;
            windows.add(new float[] {a, 40 * a + (float) random.nextGaussian() * 20, c, d});
        }
        return windows;
    }

    @BeforeAll
    void train() {
        model = new AutoencoderTrainer(FEATURES, SETTINGS).train(normal(1, 4_000), normal(2, 1_000));
    }

    private Anomaly score(float... window) {
        try (Autoencoder autoencoder = new Autoencoder(model)) {
            Anomaly verdict = autoencoder.score(List.of(window)).getFirst();
            assertThat(verdict).isNotNull();
            return java.util.Objects.requireNonNull(verdict);
        }
    }

    @Test
    void unseenNormalWindowsStayBelowTheThresholdByTheBudget() {
        try (Autoencoder autoencoder = new Autoencoder(model)) {
            long alarms = autoencoder.score(normal(3, 2_000)).stream()
                    .filter(verdict -> verdict != null && verdict.isAnomaly())
                    .count();
            assertThat(alarms).isBetween(1L, 60L);
        }
    }

    @Test
    void aBrokenRelationIsAnAnomalyAndNamed() {
        assertThat(score(50, 40 * 50, 0, 50).isAnomaly()).isFalse();
        Anomaly verdict = score(50, 40 * 110, 0, 50);
        assertThat(verdict.isAnomaly()).isTrue();
        assertThat(verdict.top()).contains("b");
    }

    @Test
    void whatAVehicleDoesNotReportDoesNotCount() {
        Anomaly without = score(50, 40 * 50, 0, Float.NaN);
        assertThat(without.isAnomaly()).isFalse();
        assertThat(score(50, 40 * 110, 0, Float.NaN).isAnomaly()).isTrue();
    }

    @Test
    void nothingReportedIsNoVerdict() {
        try (Autoencoder autoencoder = new Autoencoder(model)) {
            float none = Float.NaN;
            assertThat(autoencoder
                            .score(List.of(new float[] {none, none, none, none}))
                            .getFirst())
                    .isNull();
        }
    }

    @Test
    void aBatchGivesWhatSingleWindowsGiveInTheirOrder() {
        List<float[]> windows = normal(4, 300);
        try (Autoencoder autoencoder = new Autoencoder(model)) {
            var batch = autoencoder.score(windows);
            for (int i = 0; i < windows.size(); i += 37) {
                var single = autoencoder.score(List.of(windows.get(i))).getFirst();
                assertThat(java.util.Objects.requireNonNull(batch.get(i)).reconstructionError())
                        .isCloseTo(
                                java.util.Objects.requireNonNull(single).reconstructionError(),
                                org.assertj.core.data.Offset.offset(1e-5));
            }
        }
    }

    @Test
    void theSameWindowsAndSeedGiveTheSameModel() {
        Model again = new AutoencoderTrainer(FEATURES, SETTINGS).train(normal(1, 4_000), normal(2, 1_000));
        assertThat(again.version()).isEqualTo(model.version()).startsWith("ae-");
    }

    @Test
    void aModelSurvivesItsFile() throws Exception {
        Path file = folder.resolve("model.json");
        ModelFile.save(model, file);
        assertThat(ModelFile.load(file, FEATURES)).usingRecursiveComparison().isEqualTo(model);
    }

    @Test
    void aModelForOtherFeaturesOrADamagedFileIsRefused() throws Exception {
        Path file = folder.resolve("other.json");
        ModelFile.save(model, file);
        assertThatThrownBy(() -> ModelFile.load(file, List.of("a", "b"))).hasMessageContaining("is for the features");
        Files.writeString(file, Files.readString(file).replace("\"threshold\":", "\"threshold\":-"));
        assertThatThrownBy(() -> ModelFile.load(file, FEATURES)).hasMessageContaining("threshold must be above 0");
        Files.writeString(file, "{\"version\":");
        assertThatThrownBy(() -> ModelFile.load(file, FEATURES)).isInstanceOf(java.io.IOException.class);
    }
}
