package io.fleetwire.engine.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.fact.Features;
import io.fleetwire.event.LivePosition.Anomaly;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model that comes with the engine, on moments of a van's day. */
class BundledModelTest {

    /** Steadily along a street at 48 km/h, in fourth gear. */
    private static float[] cruising(Map<String, Double> changed) {
        Map<String, Double> input = new TreeMap<>(Map.ofEntries(
                Map.entry("speedKmh", 48.0),
                Map.entry("speedMeanKmh", 44.0),
                Map.entry("speedDeviationKmh", 9.0),
                Map.entry("accelerationMs2", 0.0),
                Map.entry("lateralMs2", 0.0),
                Map.entry("positionMinusSpeedKmh", 0.3),
                Map.entry("rpm", 2_210.0),
                Map.entry("loadPct", 32.0),
                Map.entry("throttlePct", 25.0),
                Map.entry("rpmPerKmh", 46.0),
                Map.entry("fuelRateLph", 4.0),
                Map.entry("fuelSlopePctMin", 0.0),
                Map.entry("coolantC", 89.0),
                Map.entry("externalV", 13.9),
                Map.entry("odometerRatio", 1.0)));
        input.putAll(changed);
        float[] window = new float[Features.NAMES.size()];
        for (int i = 0; i < window.length; i++) {
            window[i] = Objects.requireNonNull(input.get(Features.NAMES.get(i))).floatValue();
        }
        return window;
    }

    private static Anomaly score(Map<String, Double> changed) throws Exception {
        try (Autoencoder autoencoder = new Autoencoder(ModelFile.bundled(Features.NAMES))) {
            return Objects.requireNonNull(
                    autoencoder.score(List.of(cruising(changed))).getFirst());
        }
    }

    @Test
    void cruisingIsNormalWithAndWithoutAnEngineToReport() throws Exception {
        assertThat(score(Map.of()).isAnomaly()).isFalse();
        assertThat(score(Map.of(
                                "rpm",
                                Double.NaN,
                                "loadPct",
                                Double.NaN,
                                "rpmPerKmh",
                                Double.NaN,
                                "coolantC",
                                Double.NaN))
                        .isAnomaly())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "an overheating engine, coolantC, 120",
        "an engine that races while the clutch slips, rpmPerKmh, 140",
        "a dead alternator, externalV, 10.6",
        "a tank that is being emptied, fuelSlopePctMin, -20",
        "a position that jumps, positionMinusSpeedKmh, 1600",
        "a speed that sticks, positionMinusSpeedKmh, -48",
        "an odometer turned back, odometerRatio, -5"
    })
    void aFaultIsAnAnomalyAndNamed(String fault, String feature, double value) throws Exception {
        Map<String, Double> changed = new TreeMap<>(Map.of(feature, value));
        if (feature.equals("rpmPerKmh")) {
            changed.put("rpm", value * 48);
        }
        Anomaly verdict = score(changed);
        assertThat(verdict.isAnomaly())
                .as("%s: %s", fault, verdict.reconstructionError())
                .isTrue();
        assertThat(verdict.top()).contains(feature);
    }
}
