package io.fleetwire.protocol.gt06;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** In what we read a vector differently than the peer and the reference decoder did, by the names of the fields. */
final class Gt06Differences {

    private Gt06Differences() {}

    static Set<String> of(Vector vector, Heard heard) {
        JsonNode expected = vector.expected();
        Set<String> differences = new TreeSet<>();
        if (!heard.refused().isEmpty()) {
            differences.add("refused");
        }
        if (heard.telemetry().stream().anyMatch(event -> event.attributes().containsKey("body"))) {
            differences.add("kept as it is");
        }
        replies(heard, expected.path("replies_hex"), differences);
        positions(heard, expected.path("positions"), differences);
        if (expected.has("reference")) {
            String frame = vector.json().path("frames_hex").path(0).asText();
            boolean lenient = vector.profile().lenientChecksum();
            reference(heard, frame, lenient, expected.path("reference"), differences);
        }
        return differences;
    }

    private static void replies(Heard heard, JsonNode expected, Set<String> differences) {
        List<String> theirs = new ArrayList<>();
        expected.forEach(reply -> theirs.add(reply.asText()));
        boolean same = heard.replyHex().equals(theirs);
        // The reply to a question for the time carries the clock of the day it was recorded.
        if (!same && theirs.size() == 1 && theirs.getFirst().startsWith("78780b8a")) {
            String request = theirs.getFirst().substring(20, 24);
            same = heard.replyHex()
                    .equals(List.of(
                            ByteBufUtil.hexDump(Gt06Encoder.time(AdapterHarness.NOW, Integer.parseInt(request, 16)))));
        }
        if (!same) {
            differences.add("replies");
        }
    }

    private static void positions(Heard heard, JsonNode positions, Set<String> differences) {
        int fixes = 0;
        for (JsonNode theirs : positions) {
            Telemetry ours = heard.events().isEmpty() ? null : heard.telemetry().getFirst();
            if (ours == null) {
                differences.add("event");
                return;
            }
            if (theirs.path("outdated").asBoolean()) {
                if (ours.fix() != null) {
                    differences.add("position");
                }
            } else {
                fixes++;
                position(ours, theirs, differences);
            }
            attributes(ours, theirs.path("attributes_by_peer"), differences);
        }
        long ourFixes =
                heard.telemetry().stream().filter(event -> event.fix() != null).count();
        if (ourFixes != fixes) {
            differences.add("position");
        }
    }

    private static void position(Telemetry ours, JsonNode theirs, Set<String> differences) {
        Fix fix = ours.fix();
        if (fix == null) {
            differences.add("position");
            return;
        }
        if (!ours.at().equals(Instant.parse(theirs.path("time").asText()))) {
            differences.add("time");
        }
        boolean same = close(fix.lat(), theirs.path("lat").asDouble(), 1e-9)
                && close(fix.lon(), theirs.path("lon").asDouble(), 1e-9)
                && fix.valid() == theirs.path("valid").asBoolean()
                && close(fix.speedKmh(), theirs.path("speed_kmh").asDouble(), 1e-2)
                && close(fix.headingDeg(), theirs.path("heading_deg").asDouble(), 1e-9)
                && fix.satellites() == theirs.path("satellites").asInt();
        if (!same) {
            differences.add("position");
        }
    }

    /** The peer's names that mean the same as ours. */
    private static final Map<String, String> SAME = new TreeMap<>(Map.of(
            "batteryLevel", "batteryPct",
            "charge", "charging",
            "blocked", "oilCut",
            "iccid", "iccid",
            "geofence", "fence",
            "door", "doorOpen",
            "io1", "input",
            "vin", "vin",
            "eventFiles", "eventFiles"));

    /** The peer's alarms that mean the same as our signals. */
    private static final Map<String, Signal> ALARMS = Map.ofEntries(
            Map.entry("sos", Signal.SOS),
            Map.entry("powerCut", Signal.POWER_CUT),
            Map.entry("lowBattery", Signal.LOW_BATTERY),
            Map.entry("overspeed", Signal.OVERSPEED),
            Map.entry("tampering", Signal.TAMPER),
            Map.entry("hardAcceleration", Signal.HARSH_ACCELERATION),
            Map.entry("hardBraking", Signal.HARSH_BRAKE),
            Map.entry("hardCornering", Signal.HARSH_CORNERING));

    private static void attributes(Telemetry ours, JsonNode theirs, Set<String> differences) {
        if (ours.attributes().containsKey("body")) {
            return;
        }
        SAME.forEach((their, our) -> {
            if (theirs.has(their)
                    && !theirs.path(their).asText().equals(ours.attributes().get(our))) {
                differences.add(our);
            }
        });
        either(theirs, "rssi", ours, "gsm", "rssi", differences);
        either(theirs, "result", ours, "text", "serialData", differences);
        if (theirs.has("ignition") && !theirs.path("ignition").asText().equals(String.valueOf(ours.ignition()))) {
            differences.add("ignition");
        }
        for (String alarm : List.of(theirs.path("alarm").asText().split(",", -1))) {
            Signal signal = ALARMS.get(alarm);
            if (signal != null && !ours.signals().contains(signal)) {
                differences.add("signals");
            }
        }
        number(theirs, "power", ours.power().externalV(), "externalV", differences);
        number(theirs, "odometer", ours.odometerM(), "odometerM", differences);
        number(theirs, "humidity", ours.attributes().get("humidityPct"), differences);
        measures(ours, theirs, differences);
    }

    private static void either(
            JsonNode theirs, String name, Telemetry ours, String as, String orAs, Set<String> differences) {
        String value = theirs.path(name).asText();
        if (theirs.has(name)
                && !value.equals(ours.attributes().get(as))
                && !value.equals(ours.attributes().get(orAs))) {
            differences.add(as);
        }
    }

    private static void measures(Telemetry ours, JsonNode theirs, Set<String> differences) {
        number(theirs, "coolantTemp", ours.engine().coolantC(), "coolantC", differences);
        number(theirs, "rpm", ours.engine().rpm(), "rpm", differences);
        number(theirs, "obdSpeed", ours.attributes().get("obdSpeedKmh"), differences);
        number(theirs, "fuelUsed", ours.attributes().get("fuelUsedL"), differences);
        number(theirs, "battery", ours.power().batteryV(), "batteryV", differences);
        if (theirs.has("fuel") && theirs.has("rpm")) {
            number(theirs, "fuel", ours.engine().fuelLevelPct(), "fuel", differences);
        } else if (theirs.has("fuel")) {
            number(theirs, "fuel", ours.attributes().get("fuelLevel"), differences);
            number(theirs, "temp1", ours.attributes().get("fuelTemperatureC"), differences);
        } else {
            number(theirs, "temp1", ours.attributes().get("temperatureC"), differences);
        }
    }

    private static void number(JsonNode theirs, String name, @Nullable String ours, Set<String> differences) {
        number(theirs, name, ours == null ? Measure.ABSENT : Double.parseDouble(ours), name, differences);
    }

    private static void number(JsonNode theirs, String name, double ours, String as, Set<String> differences) {
        if (theirs.has(name) && !close(ours, theirs.path(name).asDouble(), 1e-6)) {
            differences.add(as);
        }
    }

    private static void reference(
            Heard heard, String hex, boolean lenient, JsonNode reference, Set<String> differences) {
        if (reference.path("kind").asText().equals("login")) {
            login(hex, lenient, reference, differences);
            return;
        }
        Telemetry event = heard.telemetry().getFirst();
        Map<String, String> ours = event.attributes();
        Map<String, String> theirs = new TreeMap<>();
        theirs.put("serial", reference.path("serial").asText());
        put(theirs, "mcc", reference.path("lbs").path("mcc"));
        put(theirs, "mnc", reference.path("lbs").path("mnc"));
        put(theirs, "lac", reference.path("lbs").path("lac"));
        put(theirs, "cid", reference.path("lbs").path("cid"));
        put(theirs, "uploadMode", reference.path("uploadMode"));
        put(theirs, "voltageLevel", reference.path("voltageLevel"));
        put(theirs, "gsm", reference.path("gsm"));
        put(theirs, "fence", reference.path("fence"));
        put(theirs, "oilCut", reference.path("status").path("oilCut"));
        put(theirs, "gpsTracking", reference.path("status").path("gpsTracking"));
        put(theirs, "charging", reference.path("status").path("charging"));
        put(theirs, "armed", reference.path("status").path("armed"));
        put(theirs, "commandFlag", reference.path("serverFlag"));
        if (reference.path("kind").asText().equals("commandReply")) {
            put(theirs, "text", reference.path("text"));
        }
        if (reference.path("alarm").asInt() != 0) {
            put(theirs, "alarm", reference.path("alarm"));
        }
        if (reference.has("reupload")) {
            theirs.put("reupload", String.valueOf(reference.path("reupload").asInt() == 1));
        }
        if (ours.containsKey("body")) {
            theirs.keySet().retainAll(Set.of("serial"));
        } else if (theirs.getOrDefault("mcc", "").equals("0")) {
            theirs.keySet().removeAll(Set.of("mcc", "mnc", "lac", "cid"));
        }
        theirs.forEach((name, value) -> {
            if (!value.equals(ours.get(name))) {
                differences.add(name);
            }
        });
        if (reference.has("externalVoltage")
                && !close(
                        event.power().externalV(),
                        reference.path("externalVoltage").asDouble(),
                        1e-9)) {
            differences.add("externalV");
        }
        if (reference.has("deviceLocalTime")
                && !event.at()
                        .equals(Instant.parse(reference.path("deviceLocalTime").asText() + "Z"))) {
            differences.add("time");
        }
    }

    private static void login(String hex, boolean lenient, JsonNode reference, Set<String> differences) {
        try {
            Gt06Message.Login login = (Gt06Message.Login) Gt06Book.decode(Gt06Book.bytes(hex), lenient);
            int minutes = login.zone() == null ? 0 : login.zone().getTotalSeconds() / 60;
            if (!login.imei().equals(reference.path("imei").asText())
                    || minutes != reference.path("tzMinutes").asInt()) {
                differences.add("login");
            }
        } catch (Malformed e) {
            differences.add("login");
        }
    }

    private static void put(Map<String, String> values, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            values.put(name, value.asText());
        }
    }

    private static boolean close(double a, double b, double tolerance) {
        return Math.abs(a - b) <= tolerance;
    }
}
