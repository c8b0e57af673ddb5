package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recorded frame against what a peer and a reference decoder read from it. Where we differ on purpose, {@code gt06.deviations.jsonl} names the
 * vector, in what, and why; a deviation that is not one any more fails too.
 */
class Gt06VectorTest {

    private static final DeviceProfile LENIENT = new DeviceProfile(null, null, true, false);
    private static final Map<String, JsonNode> DEVIATIONS = lines("gt06.deviations.jsonl").stream()
            .collect(Collectors.toMap(line -> line.path("id").asText(), Function.identity()));

    static Stream<String> vectors() {
        return lines("gt06.jsonl").stream().map(line -> line.path("id").asText());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void agreesWithTheForeignDecodersOrSaysWhyNot(String id) {
        JsonNode vector = lines("gt06.jsonl").stream()
                .filter(line -> line.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
        Set<String> differences = differences(vector);
        JsonNode deviation = DEVIATIONS.get(id);
        Set<String> expected = new TreeSet<>();
        if (deviation != null) {
            assertThat(deviation.path("reason").asText()).isNotBlank();
            deviation.path("differs").forEach(field -> expected.add(field.asText()));
        }
        assertThat(differences).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyFrameBecomesAnEventOrARefusal(String id) {
        JsonNode vector = lines("gt06.jsonl").stream()
                .filter(line -> line.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
        if (vector.has("direction")) {
            return;
        }
        String wire = vector.path("wire_check").asText();
        try (Gt06Conversation strict = converse(vector, DeviceProfile.DEFAULT)) {
            if (wire.equals("crc") || wire.equals("length")) {
                assertThat(strict.events).isEmpty();
                assertThat(strict.replies()).isEmpty();
            } else if (strict.loginIds.size() == 1 && !strict.closed && strict.refused.isEmpty()) {
                assertThat(strict.events.size() + strict.replies().size()).isPositive();
            }
            for (Telemetry event : strict.events) {
                if (!event.attributes().containsKey("body")) {
                    continue;
                }
                assertThat(event.fix()).isNull();
                assertThat(event.deviceTimeMs()).isEqualTo(Gt06Conversation.NOW.toEpochMilli());
            }
        }
    }

    private static Set<String> differences(JsonNode vector) {
        String frame = vector.path("frames_hex").path(0).asText();
        if (vector.path("direction").asText().equals("server to device")) {
            return fromServer(frame);
        }
        JsonNode expected = vector.path("expected");
        if (expected.has("first_frame_hex")) {
            return firstFrame(vector, expected.path("first_frame_hex").asText());
        }
        boolean lenient = vector.path("wire_check").asText().equals("crc");
        try (Gt06Conversation heard = converse(vector, lenient ? LENIENT : DeviceProfile.DEFAULT)) {
            Set<String> differences = new TreeSet<>();
            if (!heard.refused.isEmpty()) {
                differences.add("refused");
            }
            if (heard.events.stream().anyMatch(event -> event.attributes().containsKey("body"))) {
                differences.add("kept as it is");
            }
            replies(heard, expected.path("replies_hex"), differences);
            positions(heard, expected.path("positions"), differences);
            if (expected.has("reference")) {
                reference(heard, frame, lenient, expected.path("reference"), differences);
            }
            return differences;
        }
    }

    private static Gt06Conversation converse(JsonNode vector, DeviceProfile profile) {
        JsonNode frames = vector.path("frames_hex");
        boolean login = isLogin(frames.path(0).asText());
        Gt06Conversation heard = login ? new Gt06Conversation(profile) : Gt06Conversation.loggedIn(profile);
        frames.forEach(hex -> heard.hears(hex.asText()));
        return heard;
    }

    private static boolean isLogin(String hex) {
        return hex.startsWith("78781101") || hex.startsWith("78780d01");
    }

    /** What the server says must be what our encoder writes, where we say such a thing. */
    private static Set<String> fromServer(String hex) {
        ByteBuf bytes = bytes(hex);
        Gt06Device.Answer answer = Objects.requireNonNull(Gt06Device.answer(bytes));
        ByteBuf ours = answer.type() == Gt06Type.TIME
                ? Gt06Encoder.time(Instant.parse("2015-12-29T00:00:21Z"), answer.serial())
                : Gt06Encoder.answer(answer.type(), answer.serial());
        return ByteBufUtil.hexDump(ours).equals(hex) ? Set.of() : Set.of("not said");
    }

    private static Set<String> firstFrame(JsonNode vector, String expected) {
        EmbeddedChannel channel = new EmbeddedChannel(new Gt06Framer());
        channel.writeInbound(bytes(vector.path("frames_hex").path(0).asText()));
        ByteBuf first = channel.readInbound();
        Set<String> differences =
                first != null && ByteBufUtil.hexDump(first).equals(expected) ? Set.of() : Set.of("frame");
        ReferenceCountUtil.release(first);
        channel.finishAndReleaseAll();
        return differences;
    }

    private static void replies(Gt06Conversation heard, JsonNode expected, Set<String> differences) {
        List<String> theirs = new ArrayList<>();
        expected.forEach(reply -> theirs.add(reply.asText()));
        boolean same = heard.replies().equals(theirs);
        // The reply to a question for the time carries the clock of the day it was recorded.
        if (!same && theirs.size() == 1 && theirs.getFirst().startsWith("78780b8a")) {
            String request = theirs.getFirst().substring(20, 24);
            same = heard.now.equals(List.of(
                    ByteBufUtil.hexDump(Gt06Encoder.time(Gt06Conversation.NOW, Integer.parseInt(request, 16)))));
        }
        if (!same) {
            differences.add("replies");
        }
    }

    private static void positions(Gt06Conversation heard, JsonNode positions, Set<String> differences) {
        int fixes = 0;
        for (JsonNode theirs : positions) {
            Telemetry ours = heard.events.isEmpty() ? null : heard.events.getFirst();
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
                heard.events.stream().filter(event -> event.fix() != null).count();
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
            "rssi", "gsm",
            "charge", "charging",
            "blocked", "oilCut",
            "result", "text",
            "iccid", "iccid",
            "geofence", "fence",
            "door", "doorOpen",
            "io1", "input"));

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
        if (theirs.has("ignition") && !theirs.path("ignition").asText().equals(String.valueOf(ours.ignition()))) {
            differences.add("ignition");
        }
        number(theirs, "power", ours.power().externalV(), "externalV", differences);
        number(theirs, "odometer", ours.odometerM(), "odometerM", differences);
        number(theirs, "humidity", ours.attributes().get("humidityPct"), differences);
        if (theirs.has("fuel")) {
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
            Gt06Conversation heard, String hex, boolean lenient, JsonNode reference, Set<String> differences) {
        if (reference.path("kind").asText().equals("login")) {
            login(hex, lenient, reference, differences);
            return;
        }
        Telemetry event = heard.events.getFirst();
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
            Gt06Message.Login login = (Gt06Message.Login) Gt06Codec.decode(Gt06Frame.open(bytes(hex), lenient));
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

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    private static List<JsonNode> lines(String name) {
        try (InputStream in = Gt06VectorTest.class.getResourceAsStream("/vectors/" + name)) {
            assertThat(in).as(name).isNotNull();
            List<JsonNode> lines = new ArrayList<>();
            ObjectMapper json = new ObjectMapper();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                lines.add(json.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
