package io.fleetwire.protocol.obd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Messages in the vectors' words, so that both sides can be compared as text. */
final class ForeignObd {

    private static final Map<String, String> NAMES = Map.of("speedKmh", "speedKph", "coolantC", "coolantTempC");

    private ForeignObd() {}

    /** In words already, or as an independent decoder writes them. */
    static List<String> expected(JsonNode expected) {
        List<String> said = new ArrayList<>();
        if (expected.has("said")) {
            expected.path("said").forEach(words -> said.add(words.asText()));
            return said;
        }
        JsonNode messages = expected.has("messages") ? expected.path("messages") : expected;
        for (JsonNode message : messages) {
            String id = message.path("id").asText("");
            if (message.has("error")) {
                said.add(id + " error " + message.path("error").asText());
            } else if (message.has("negative")) {
                JsonNode negative = message.path("negative");
                said.add(id + " negative " + negative.path("service").asText() + " "
                        + negative.path("code").asText());
            } else if (message.has("dtcs")) {
                List<String> codes = new ArrayList<>();
                message.path("dtcs").forEach(code -> codes.add(code.asText()));
                said.add(id + " codes " + message.path("service").asText() + " " + codes);
            } else if (message.has("vin")) {
                said.add(id + " vin " + message.path("vin").asText());
            } else if (message.path("pids").has("supported")) {
                List<String> pids = new ArrayList<>();
                message.path("pids").path("supported").forEach(pid -> pids.add(pid.asText()));
                said.add(id + " supported " + pids);
            } else {
                Map<String, String> values = new TreeMap<>();
                message.path("pids")
                        .properties()
                        .forEach(entry -> values.put(entry.getKey(), number(entry.getValue())));
                said.add(id + " values " + values);
            }
        }
        return said;
    }

    private static String number(JsonNode value) {
        return round(value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asDouble());
    }

    static List<String> of(List<ObdMessage> messages) {
        return messages.stream().map(ForeignObd::of).toList();
    }

    private static String of(ObdMessage message) {
        // The vectors name only the ids of CAN.
        String ecu = message.ecu();
        String id = ecu == null || ecu.length() == 6 ? "" : ecu;
        return id
                + switch (message) {
                    case ObdMessage.Broken broken -> " error " + broken.reason();
                    case ObdMessage.Negative negative ->
                        " negative %02X %02X".formatted(negative.service(), negative.code());
                    case ObdMessage.TroubleCodes codes -> " codes %02X %s".formatted(codes.service(), codes.codes());
                    case ObdMessage.Vin vin -> " vin " + vin.vin();
                    case ObdMessage.Supported supported -> " supported " + pids(supported);
                    case ObdMessage.Values values -> " values " + values(values);
                    case ObdMessage.FreezeFrame frame -> " frame " + frame.frame() + " " + frame.values();
                    case ObdMessage.VehicleInfo info -> " info %02X %s".formatted(info.type(), info.items());
                    case ObdMessage.Other other -> " other " + other.payloadHex();
                };
    }

    private static List<String> pids(ObdMessage.Supported supported) {
        List<String> pids = new ArrayList<>();
        for (int n = 1; n <= 32; n++) {
            if (supported.has(n)) {
                pids.add("%02X".formatted(supported.base() + n));
            }
        }
        return pids;
    }

    private static Map<String, String> values(ObdMessage.Values values) {
        Map<String, String> named = new TreeMap<>();
        values.values().forEach((name, value) -> {
            // The vectors do not look at readiness.
            if (!name.equals("monitorsIncomplete")) {
                named.put(NAMES.getOrDefault(name, name), round(value));
            }
        });
        return named;
    }

    private static String round(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
