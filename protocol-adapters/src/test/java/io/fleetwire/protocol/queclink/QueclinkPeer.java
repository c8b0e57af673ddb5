package io.fleetwire.protocol.queclink;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.contract.Heard;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the peer's tests assert, in our words. */
final class QueclinkPeer {

    private static final Map<String, String> SAME = Map.of(
            "data", "data",
            "batteryLevel", "batteryPct",
            "adBlueLevel", "can.adBluePct",
            "warningType", "warningType");

    private QueclinkPeer() {}

    /** In what we differ; empty: in nothing. */
    static Set<String> differences(JsonNode assertions, Heard heard) {
        Set<String> differences = new TreeSet<>();
        if (!heard.refused().isEmpty()) {
            differences.add("refused");
        }
        switch (assertions.path("verify").asText()) {
            case "verifyNull" -> require(heard.events().isEmpty(), "event", differences);
            case "verifyNotNull", "verifyAttributes" ->
                require(!heard.events().isEmpty() || !heard.refused().isEmpty(), "event", differences);
            case "verifyPosition", "verifyPositions" ->
                require(
                        !heard.refused().isEmpty() || heard.telemetry().stream().allMatch(event -> event.fix() != null),
                        "position",
                        differences);
            case "verifyAttribute" -> attribute(assertions, heard.telemetry().getFirst(), differences);
            default -> differences.add("assertion");
        }
        return differences;
    }

    private static void require(boolean same, String what, Set<String> differences) {
        if (!same) {
            differences.add(what);
        }
    }

    private static void attribute(JsonNode assertions, Telemetry event, Set<String> differences) {
        String key = assertions.path("key").asText();
        String value = assertions.path("value").asText();
        boolean same = switch (key) {
            case "alarm" -> alarm(value, event);
            case "fuel" -> value.equals(event.attributes().get("fuelSensor1.raw"));
            case "accessoryVoltage" ->
                Double.parseDouble(event.attributes().getOrDefault("accessory.batteryMv", "0"))
                        == assertions.path("value").asDouble() * 1_000;
            case "in1" ->
                assertions.path("value").asBoolean()
                        == ((Integer.parseInt(event.attributes().getOrDefault("inputs", "0"), 16) >> 1 & 1) == 1);
            case "adBlueLevel" ->
                assertions.path("value").asDouble()
                        == Double.parseDouble(event.attributes().getOrDefault(SAME.get(key), "0"));
            default -> value.equals(event.attributes().get(SAME.getOrDefault(key, key)));
        };
        require(same, key, differences);
    }

    private static boolean alarm(String alarm, Telemetry event) {
        return switch (alarm) {
            case "sos" -> event.signals().contains(Signal.SOS);
            case "hardBraking" -> event.signals().contains(Signal.HARSH_BRAKE);
            // Switching a device off is its owner's business: the type says it.
            case "powerOff" -> "GTPFA".equals(event.attributes().get("type"));
            default -> false;
        };
    }
}
