package io.fleetwire.event.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Telemetry as JSON, as {@code docs/messages.md} shows it. */
public final class TelemetryJson {

    /** What a record is called that somebody produced by hand and did not say. */
    public static final String HAND_MADE = "json";

    private TelemetryJson() {}

    /** Whether a value of the topic is JSON: the gateway writes Protobuf. White space before the brace is for people. */
    public static boolean isJson(byte[] bytes) {
        int first = afterSpace(bytes, 0);
        return first < bytes.length && bytes[first] == '{' && !isIdOf123Bytes(bytes);
    }

    /**
     * A Protobuf record begins with 0x0A and the length of the device id in bytes: for an id of 123 bytes they read as a line feed and a brace. But an id
     * begins with a letter or number, and no JSON object goes on with one.
     */
    private static boolean isIdOf123Bytes(byte[] bytes) {
        if (bytes.length < 2 + '{' || bytes[0] != '\n' || bytes[1] != '{') {
            return false;
        }
        byte next = bytes[afterSpace(bytes, 2)];
        return next != '"' && next != '}';
    }

    private static int afterSpace(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length - 1
                && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /**
     * @throws MalformedEventException naming the field that is missing, of a wrong kind or out of its range
     */
    public static Telemetry decode(byte[] bytes) throws MalformedEventException {
        JsonNode node;
        try {
            node = Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new MalformedEventException("not JSON: " + Json.reason(e));
        }
        JsonFields fields = JsonFields.of(node);
        return decode(fields, fields.required("deviceId"), HAND_MADE);
    }

    /**
     * The fields as a record of a device that is known from elsewhere (an MQTT topic names it).
     *
     * @throws MalformedEventException as {@link #decode(byte[])}
     */
    public static Telemetry decode(JsonFields f, String deviceId, String defaultProtocol)
            throws MalformedEventException {
        Instant deviceTime = f.instant("deviceTime");
        if (deviceTime == null) {
            throw new MalformedEventException("deviceTime is required");
        }
        Instant receivedAt = f.instant("receivedAt");
        String vehicleId = f.text("vehicleId");
        String protocol = f.text("protocol");
        try {
            Telemetry.Builder b = Telemetry.builder(
                            deviceId, protocol == null ? defaultProtocol : protocol, deviceTime.toEpochMilli())
                    .receivedAtMs((receivedAt == null ? deviceTime : receivedAt).toEpochMilli())
                    .fix(fix(f.object("fix")))
                    .ignition(f.bool("ignition"))
                    .odometerM(f.number("odometerM"))
                    .engine(engine(f.object("engine")))
                    .power(power(f.object("power")))
                    .acceleration(acceleration(f.object("acceleration")))
                    .dtcs(texts(f, "dtcs"))
                    .driverTag(f.text("driverTag"))
                    .attributes(attributes(f.object("attributes")));
            if (vehicleId != null) {
                b.vehicleId(vehicleId);
            }
            for (String signal : texts(f, "signals")) {
                b.signal(signal(signal));
            }
            return b.build();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedEventException(String.valueOf(e.getMessage()));
        }
    }

    private static Signal signal(String name) throws MalformedEventException {
        try {
            return Signal.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("signals: no such signal");
        }
    }

    private static @Nullable Fix fix(@Nullable JsonFields f) throws MalformedEventException {
        if (f == null) {
            return null;
        }
        Boolean valid = f.bool("valid");
        return new Fix(
                f.number("lat"),
                f.number("lon"),
                valid == null || valid,
                f.number("altitudeM"),
                f.number("speedKmh"),
                f.number("headingDeg"),
                f.integer("satellites", Fix.UNKNOWN_COUNT),
                f.number("hdop"),
                f.number("accuracyM"));
    }

    private static Engine engine(@Nullable JsonFields f) throws MalformedEventException {
        return f == null
                ? Engine.NONE
                : new Engine(
                        f.number("rpm"),
                        f.number("loadPct"),
                        f.number("coolantC"),
                        f.number("throttlePct"),
                        f.number("fuelLevelPct"),
                        f.number("fuelRateLph"));
    }

    private static Power power(@Nullable JsonFields f) throws MalformedEventException {
        return f == null ? Power.NONE : new Power(f.number("externalV"), f.number("batteryV"));
    }

    private static Acceleration acceleration(@Nullable JsonFields f) throws MalformedEventException {
        return f == null ? Acceleration.NONE : new Acceleration(f.number("xG"), f.number("yG"), f.number("zG"));
    }

    private static List<String> texts(JsonFields f, String name) throws MalformedEventException {
        JsonNode array = f.present(name, JsonNodeType.ARRAY);
        if (array == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array) {
            if (!item.isTextual()) {
                throw new MalformedEventException(name + ": expected strings");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private static Map<String, String> attributes(@Nullable JsonFields f) throws MalformedEventException {
        if (f == null) {
            return Map.of();
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : f.node().properties()) {
            String value = entry.getValue().isValueNode()
                    ? entry.getValue().asText()
                    : entry.getValue().toString();
            if (entry.getKey().length() > Telemetry.MAX_ATTRIBUTE_NAME
                    || value.length() > Telemetry.MAX_ATTRIBUTE_VALUE) {
                throw new MalformedEventException("attributes: a name or value is too long");
            }
            attributes.put(entry.getKey(), value);
        }
        return attributes;
    }

    /** The record as JSON, in the order of {@code docs/messages.md}. */
    public static byte[] encode(Telemetry t) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator g = Json.mapper().createGenerator(out)) {
            g.writeStartObject();
            g.writeStringField("deviceId", t.deviceId());
            g.writeStringField("vehicleId", t.vehicleId());
            g.writeStringField("protocol", t.protocol());
            g.writeStringField("deviceTime", t.at().toString());
            g.writeStringField("receivedAt", t.receivedAt().toString());
            writeFix(g, t.fix());
            if (t.ignition() != null) {
                g.writeBooleanField("ignition", t.ignition());
            }
            number(g, "odometerM", t.odometerM());
            writeEngine(g, t.engine());
            writePower(g, t.power());
            writeAcceleration(g, t.acceleration());
            writeTexts(g, "signals", t.signals().stream().map(Signal::name).toList());
            writeTexts(g, "dtcs", t.dtcs());
            if (t.driverTag() != null) {
                g.writeStringField("driverTag", t.driverTag());
            }
            writeAttributes(g, t.attributes());
            g.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void writeFix(JsonGenerator g, @Nullable Fix fix) throws IOException {
        if (fix == null) {
            return;
        }
        g.writeObjectFieldStart("fix");
        number(g, "lat", fix.lat());
        number(g, "lon", fix.lon());
        g.writeBooleanField("valid", fix.valid());
        number(g, "altitudeM", fix.altitudeM());
        number(g, "speedKmh", fix.speedKmh());
        number(g, "headingDeg", fix.headingDeg());
        if (fix.satellites() != Fix.UNKNOWN_COUNT) {
            g.writeNumberField("satellites", fix.satellites());
        }
        number(g, "hdop", fix.hdop());
        number(g, "accuracyM", fix.accuracyM());
        g.writeEndObject();
    }

    private static void writeEngine(JsonGenerator g, Engine engine) throws IOException {
        if (engine.equals(Engine.NONE)) {
            return;
        }
        g.writeObjectFieldStart("engine");
        number(g, "rpm", engine.rpm());
        number(g, "loadPct", engine.loadPct());
        number(g, "coolantC", engine.coolantC());
        number(g, "throttlePct", engine.throttlePct());
        number(g, "fuelLevelPct", engine.fuelLevelPct());
        number(g, "fuelRateLph", engine.fuelRateLph());
        g.writeEndObject();
    }

    private static void writePower(JsonGenerator g, Power power) throws IOException {
        if (power.equals(Power.NONE)) {
            return;
        }
        g.writeObjectFieldStart("power");
        number(g, "externalV", power.externalV());
        number(g, "batteryV", power.batteryV());
        g.writeEndObject();
    }

    private static void writeAcceleration(JsonGenerator g, Acceleration acceleration) throws IOException {
        if (acceleration.equals(Acceleration.NONE)) {
            return;
        }
        g.writeObjectFieldStart("acceleration");
        number(g, "xG", acceleration.xG());
        number(g, "yG", acceleration.yG());
        number(g, "zG", acceleration.zG());
        g.writeEndObject();
    }

    private static void writeTexts(JsonGenerator g, String name, List<String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        g.writeArrayFieldStart(name);
        for (String text : texts) {
            g.writeString(text);
        }
        g.writeEndArray();
    }

    private static void writeAttributes(JsonGenerator g, Map<String, String> attributes) throws IOException {
        if (attributes.isEmpty()) {
            return;
        }
        g.writeObjectFieldStart("attributes");
        for (Map.Entry<String, String> entry : attributes.entrySet()) {
            g.writeStringField(entry.getKey(), entry.getValue());
        }
        g.writeEndObject();
    }

    /** Whole numbers without a fraction: {@code 35}, not {@code 35.0}. */
    private static void number(JsonGenerator g, String name, double value) throws IOException {
        if (!Measure.has(value)) {
            return;
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            g.writeNumberField(name, (long) value);
        } else {
            g.writeNumberField(name, value);
        }
    }
}
