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
        assertThat(Rules.ids()).allSatisfy(id -> assertThat(table(id)).as("cases in " + id + ".drives").isNotEmpty());
    }

    @Test
    void idsAreUnique() {
        assertThat(Rules.ids()).doesNotHaveDuplicates();
    }

    static Stream<Arguments> lines() {
        return Rules.ids().stream().flatMap(rule -> table(rule).stream().map(line -> {
            String[] parts = line.split("\\|");
            return Arguments.of(rule, parts[0].trim(), parts[1].trim(), parts[2].trim());
        }));
    }

    private static List<String> table(String rule) {
        try (InputStream in = RulesTest.class.getResourceAsStream(rule + ".drives")) {
            assertThat(in).as("a table of cases: src/test/resources/…/rule/" + rule + ".drives").isNotNull();
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new AssertionError(rule, e);
        }
    }

    private static FleetConfig config(String settings) {
        List<ConfigEntry> entries = new ArrayList<>();
        ConfigEntry.VehicleClass vehicleClass = ConfigEntry.VehicleClass.CAR;
        Double limit = null;
        for (String word : settings.split("\\s+")) {
            if (word.startsWith("limit=")) {
                limit = Double.valueOf(word.substring(6));
            } else if (word.startsWith("zone=")) {
                // radius in metres, distance north of the start in metres
                String[] values = word.substring(5).split(",");
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
                : Stream.of(expected.split(";")).map(String::trim).collect(Collectors.toList());
    }

    private static String describe(Alert alert) {
        String closed = alert.closedAt() == null ? "" : "" + Outcome.second(alert.closedAt());
        return Outcome.second(alert.openedAt()) + ".." + closed + " " + alert.severity();
    }
}
