package io.fleetwire.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.vehicle.Drive;
import io.fleetwire.engine.vehicle.Outcome;
import io.fleetwire.event.Alert;
import io.fleetwire.event.ConfigEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drive in, alerts out: every rule has a table {@code <id>.drives} with lines {@code settings | drive | alerts}. An alert is {@code opened..closed
 * SEVERITY} in seconds of the drive; without {@code closed} it is still open.
 */
class RulesTest {

    @ParameterizedTest(name = "{0}: {2} gives {3}")
    @MethodSource("lines")
    void driveInAlertsOut(String rule, String settings, String drive, String expected) {
        List<Alert> alerts = Outcome.of(Drive.of(drive), config(settings)).alerts();
        assertThat(alerts.stream().filter(alert -> alert.rule().equals(rule)).map(RulesTest::describe))
                .containsExactlyElementsOf(alerts(expected));
    }

    @Test
    void everyRuleHasATable() {
        assertThat(Rules.ids())
                .allSatisfy(id ->
                        assertThat(table(id)).as("cases in " + id + ".drives").isNotEmpty());
    }

    @Test
    void idsAreUnique() {
        assertThat(Rules.ids()).doesNotHaveDuplicates();
    }

    @Test
    void anOverspeedIsMeasured() {
        Alert alert = only("overspeed", "limit=80", "70x10 90x10 100x10 70x10");
        assertThat(alert.measures())
                .containsEntry("speedKmh", 100.0)
                .containsEntry("limitKmh", 80.0)
                .containsEntry("durationS", 20.0);
        assertThat(alert.measures().get("meanKmh")).isBetween(94.0, 96.0);
        // 9 s at 90 km/h and 10 s at 100 km/h
        assertThat(alert.measures().get("distanceM")).isBetween(500.0, 506.0);
        assertThat(alert.message()).isEqualTo("100 km/h where 80 are allowed");
    }

    @Test
    void aCrashIsConfirmedByTheLossOfSpeedOrStaysPossible() {
        Alert confirmed = only("crash", "", "50x10 +CRASH 50x1 50>20x1 20x40");
        assertThat(confirmed.measures()).containsEntry("confirmed", 1.0).containsEntry("speedDropKmh", 30.0);
        assertThat(confirmed.message()).isEqualTo("Crash: the vehicle lost its speed");
        Alert stopped = only("crash", "", "50x10 +g=2.7 50x1 50>0x20 0x30");
        assertThat(stopped.measures()).containsEntry("confirmed", 1.0).containsEntry("peakG", 2.7);
        Alert pothole = only("crash", "", "50x10 +g=2.7 50x1 50x40");
        assertThat(pothole.measures()).containsEntry("confirmed", 0.0).containsEntry("rejected", 1.0);
        assertThat(pothole.message()).isEqualTo("No crash: the vehicle drove on");
        Alert bumped = only("crash", "", "0x10 +CRASH 0x1 0x40");
        assertThat(bumped.message()).isEqualTo("Possible crash");
    }

    @Test
    void aDevicesHarshBrakeWithoutANumberClaimsNone() {
        Alert alert = only("harsh-brake", "", "every=10 60x20 +HARSH_BRAKE 60x10 60x30");
        assertThat(alert.measures()).doesNotContainKey("accelerationMs2");
        assertThat(alert.message()).isEqualTo("Harsh brake, detected by the device");
    }

    private static Alert only(String rule, String settings, String drive) {
        List<Alert> alerts = Outcome.of(Drive.of(drive), config(settings)).alerts().stream()
                .filter(alert -> alert.rule().equals(rule))
                .toList();
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    static Stream<Arguments> lines() {
        return Rules.ids().stream()
                .flatMap(rule -> table(rule).stream().map(line -> {
                    String[] parts = line.split("\\|", -1);
                    return Arguments.of(rule, parts[0].trim(), parts[1].trim(), parts[2].trim());
                }));
    }

    private static List<String> table(String rule) {
        try (InputStream in = RulesTest.class.getResourceAsStream(rule + ".drives")) {
            assertThat(in)
                    .as("a table of cases: src/test/resources/…/rule/" + rule + ".drives")
                    .isNotNull();
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(rule, e);
        }
    }

    private static FleetConfig config(String settings) {
        List<ConfigEntry> entries = new ArrayList<>();
        ConfigEntry.VehicleClass vehicleClass = ConfigEntry.VehicleClass.CAR;
        Double limit = null;
        for (String word : settings.split("\\s+", -1)) {
            if (word.startsWith("limit=")) {
                limit = Double.valueOf(word.substring(6));
            } else if (word.startsWith("zone=")) {
                // radius in metres, distance north of the start in metres
                String[] values = word.substring(5).split(",", -1);
                entries.add(zone(Double.parseDouble(values[0]), Double.parseDouble(values[1])));
            } else if (!word.isEmpty()) {
                vehicleClass = ConfigEntry.VehicleClass.valueOf(word);
            }
        }
        entries.add(new ConfigEntry.Vehicle("VAN-7", vehicleClass, limit));
        return FleetConfig.of(entries);
    }

    private static ConfigEntry.Geofence zone(double radiusM, double northM) {
        return new ConfigEntry.Geofence(
                "depot",
                "Depot",
                ConfigEntry.Geofence.Shape.CIRCLE,
                List.of(),
                List.of(13.4, 52.5 + northM / 111_195),
                radiusM,
                Set.of(ConfigEntry.Geofence.Crossing.ENTER, ConfigEntry.Geofence.Crossing.EXIT));
    }

    private static List<String> alerts(String expected) {
        return expected.equals("none")
                ? List.of()
                : Stream.of(expected.split(";", -1)).map(String::trim).collect(Collectors.toList());
    }

    private static String describe(Alert alert) {
        String closed = alert.closedAt() == null ? "" : "" + Outcome.second(alert.closedAt());
        return Outcome.second(alert.openedAt()) + ".." + closed + " " + alert.severity();
    }
}
