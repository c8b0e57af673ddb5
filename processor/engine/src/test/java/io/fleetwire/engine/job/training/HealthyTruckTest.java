package io.fleetwire.engine.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.anomaly.Autoencoder;
import io.fleetwire.engine.anomaly.ModelFile;
import io.fleetwire.engine.fact.Features;
import io.fleetwire.event.LivePosition.Anomaly;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten minutes of a healthy truck whose engine a dongle reads, without a place, and whose place a phone reports, both once a second: TRUCK-022 of
 * {@code sim --record … --vehicles 22 --hours 0.17 --seed 7}, a city the model has never seen.
 */
class HealthyTruckTest {

    @TempDir
    Path folder = Path.of("");

    private List<LabelledWindow> windows() throws Exception {
        Path file = folder.resolve("truck.jsonl");
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(HealthyTruckTest.class.getResourceAsStream("healthy-truck.jsonl.gz")))) {
            Files.copy(in, file);
        }
        return WindowReader.read(file);
    }

    @Test
    void everyPlaceOfTheMovingTruckHasAWindowWithItsEngine() throws Exception {
        int rpm = Features.NAMES.indexOf("rpm");
        assertThat(windows())
                .hasSizeGreaterThan(400)
                .filteredOn(window -> Float.isFinite(window.values()[rpm]))
                .hasSizeGreaterThan(400);
    }

    @Test
    void nothingIsWrongWithIt() throws Exception {
        List<LabelledWindow> windows = windows();
        try (Autoencoder autoencoder = new Autoencoder(ModelFile.bundled(Features.NAMES))) {
            List<Anomaly> verdicts = autoencoder
                    .score(windows.stream().map(LabelledWindow::values).toList())
                    .stream()
                    .map(Objects::requireNonNull)
                    .toList();
            assertThat(verdicts).filteredOn(Anomaly::isAnomaly).hasSizeLessThan(windows.size() / 100);
            double[] errors =
                    verdicts.stream().mapToDouble(Anomaly::reconstructionError).toArray();
            double threshold = verdicts.getFirst().threshold();
            assertThat(new Examination(windows).of(errors, threshold)).containsEntry("falseAlertsPerHour", 0.0);
        }
    }

    @Test
    void theSameTruckOverheatingIsFound() throws Exception {
        List<LabelledWindow> windows = windows();
        int coolant = Features.NAMES.indexOf("coolantC");
        List<LabelledWindow> hot = windows.stream()
                .map(window -> {
                    float[] values = Arrays.copyOf(window.values(), window.values().length);
                    values[coolant] = 122;
                    return new LabelledWindow(window.vehicleId(), window.atMs(), "COOLANT_RISE", values);
                })
                .toList();
        try (Autoencoder autoencoder = new Autoencoder(ModelFile.bundled(Features.NAMES))) {
            assertThat(autoencoder.score(
                            hot.stream().map(LabelledWindow::values).toList()))
                    .filteredOn(verdict -> verdict != null && verdict.isAnomaly())
                    .hasSizeGreaterThan(hot.size() * 9 / 10);
        }
    }
}
