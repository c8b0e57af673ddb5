package io.fleetwire.protocol.jt808;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row's exact values, and what a peer asserts under names of its own. */
final class Jt808Expectation {

    /** Half a unit of the coordinates, and what minutes in the locks' reports round to. */
    private static final double DEGREE_TOLERANCE = 6e-9;

    /** The peer's names of attributes that are plain with us. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("batteryLevel", "batteryPct"),
            Map.entry("timezone", "timeZone"),
            Map.entry("tire1Pressure", "tyre1Bar"),
            Map.entry("fuelUsed", "fuelUsedL"),
            Map.entry("result", "text"),
            Map.entry("temp1", "temp1C"),
            Map.entry("iccid", "iccid"),
            Map.entry("unlockResult", "unlockResult"),
            Map.entry("charge", "charging"),
            Map.entry("fuel2", "fuel2L"),
            Map.entry("imei", "imei"),
            Map.entry("alarmLabel", "alarmLabel"),
            Map.entry("tag1Mac", "tag1Mac"),
            Map.entry("deviceTemp", "sample1TempC"),
            Map.entry("tilt", "tilt"));

    private Jt808Expectation() {}

    static void check(JsonNode row, Telemetry event) {
        row.fieldNames().forEachRemaining(name -> value(name, row.get(name), event));
        if (!row.has("lat")) {
            assertThat(event.fix()).as("no place").isNull();
        }
        assertThat(event.receivedAt()).isEqualTo(Instant.parse("2026-11-21T10:00:00.412Z"));
    }

    private static void value(String name, JsonNode expected, Telemetry event) {
        Fix fix = event.fix();
        switch (name) {
            case "at" -> assertThat(event.at()).isEqualTo(Instant.parse(expected.asText()));
            case "deviceId" -> assertThat(event.deviceId()).isEqualTo(expected.asText());
            case "ignition" -> assertThat(event.ignition()).isEqualTo(expected.asBoolean());
            case "valid" -> assertThat(fix).isNotNull().returns(expected.asBoolean(), Fix::valid);
            case "satellitesAttribute" -> assertThat(event.attributes()).containsEntry("satellites", expected.asText());
            case "driverTag" -> assertThat(event.driverTag()).isEqualTo(expected.isNull() ? null : expected.asText());
            case "dtcs" -> assertThat(event.dtcs()).isEqualTo(texts(expected));
            case "signals" ->
                assertThat(event.signals().stream().map(Signal::name).toList())
                        .containsExactlyInAnyOrderElementsOf(texts(expected));
            case "attributes" ->
                expected.fieldNames().forEachRemaining(key -> {
                    JsonNode value = expected.get(key);
                    if (value.isNull()) {
                        assertThat(event.attributes()).doesNotContainKey(key);
                    } else {
                        assertThat(event.attributes()).containsEntry(key, value.asText());
                    }
                });
            case "satellites" -> {
                if (fix == null) {
                    assertThat(event.attributes()).containsEntry("satellites", expected.asText());
                } else {
                    assertThat(fix.satellites()).isEqualTo(expected.asInt());
                }
            }
            default ->
                assertThat(number(name, event)).as(name).isCloseTo(expected.asDouble(), within(DEGREE_TOLERANCE));
        }
    }

    private static double number(String name, Telemetry event) {
        Fix fix = event.fix();
        return switch (name) {
            case "lat" -> fix == null ? Measure.ABSENT : fix.lat();
            case "lon" -> fix == null ? Measure.ABSENT : fix.lon();
            case "altitudeM" -> fix == null ? Measure.ABSENT : fix.altitudeM();
            case "speedKmh" -> fix == null ? Measure.ABSENT : fix.speedKmh();
            case "headingDeg" -> fix == null ? Measure.ABSENT : fix.headingDeg();
            case "hdop" -> fix == null ? Measure.ABSENT : fix.hdop();
            case "odometerM" -> event.odometerM();
            case "externalV" -> event.power().externalV();
            case "batteryV" -> event.power().batteryV();
            case "rpm" -> event.engine().rpm();
            case "loadPct" -> event.engine().loadPct();
            case "coolantC" -> event.engine().coolantC();
            case "throttlePct" -> event.engine().throttlePct();
            case "fuelLevelPct" -> event.engine().fuelLevelPct();
            default -> throw new AssertionError("no such expectation: " + name);
        };
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Whether what a peer asserts of the first position holds with us too. */
    static boolean peerAgrees(JsonNode assertions, List<Telemetry> events) {
        return switch (assertions.path("verify").asText("")) {
            case "verifyAttribute" ->
                same(assertions.path("value"), ours(assertions.path("key").asText(), assertions, events.getFirst()));
            case "verifyPosition", "verifyPositions" ->
                events.stream().allMatch(event -> event.fix() != null && event.deviceTimeMs() > 0);
            case "verifyAttributes" -> !events.getFirst().attributes().isEmpty();
            // No position: ours is a row without one.
            case "verifyNull" -> events.getFirst().fix() == null;
            case "verifyNotNull" -> !events.isEmpty();
            default -> true;
        };
    }

    private static boolean same(JsonNode theirs, @Nullable String ours) {
        if (ours == null) {
            return false;
        }
        return theirs.isNumber()
                ? new BigDecimal(theirs.asText()).compareTo(new BigDecimal(ours)) == 0
                : theirs.asText().equals(ours);
    }

    private static @Nullable String ours(String key, JsonNode assertions, Telemetry event) {
        Fix fix = event.fix();
        return switch (key) {
            case "sat" -> fix == null ? event.attributes().get("satellites") : Integer.toString(fix.satellites());
            case "power" -> text(event.power().externalV());
            case "battery" -> text(event.power().batteryV());
            case "driverUniqueId" -> event.driverTag();
            case "dtcs" -> String.join(" ", event.dtcs());
            case "alarm" -> alarm(assertions.path("value").asText(), event);
            case "tilt" -> "[" + event.attributes().getOrDefault("tilt", "").replace(' ', ',') + "]";
            default -> event.attributes().get(NAMES.getOrDefault(key, "?"));
        };
    }

    private static @Nullable String text(double value) {
        return Measure.has(value) ? BigDecimal.valueOf(value).toPlainString() : null;
    }

    /** The peer's word where what it means is among ours. */
    private static @Nullable String alarm(String theirs, Telemetry event) {
        boolean ours = switch (theirs) {
            case "vibration" -> "true".equals(event.attributes().get("vibration"));
            case "hardAcceleration" -> event.signals().contains(Signal.HARSH_ACCELERATION);
            case "tampering" -> event.signals().contains(Signal.TAMPER);
            case "door" -> "true".equals(event.attributes().get("driverDoorOpen"));
            case "movement" -> "MOVED".equals(event.attributes().get("alarmNames"));
            default -> false;
        };
        return ours ? theirs : null;
    }
}
