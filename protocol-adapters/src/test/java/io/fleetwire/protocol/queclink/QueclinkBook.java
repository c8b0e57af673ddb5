package io.fleetwire.protocol.queclink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code vectors/queclink.jsonl}: recordings and the manuals' examples, with what a peer's tests say of them; {@code queclink.expected.jsonl} has every
 * value, read from the text by hand. Where we read one differently than the peer, {@code queclink.deviations.jsonl} says in what and why; a deviation that
 * is not one any more fails too.
 */
public final class QueclinkBook implements VectorBook {

    private static final Map<String, JsonNode> DEVIATIONS = byId("queclink.deviations");
    private static final Map<String, JsonNode> EXPECTED = byId("queclink.expected");

    private final QueclinkAdapter adapter = new QueclinkAdapter();

    private static Map<String, JsonNode> byId(String file) {
        return VectorBook.lines(file).stream()
                .collect(Collectors.toMap(line -> line.path("id").asText(), Function.identity()));
    }

    @Override
    public ProtocolAdapter<?> adapter() {
        return adapter;
    }

    /** Those with a cut instead of a meaning are {@link QueclinkVectorTest}'s. */
    @Override
    public List<Vector> vectors() {
        return VectorBook.lines(QueclinkAdapter.ID).stream()
                .filter(line -> !line.path("expected").has("first_frame_hex"))
                .map(QueclinkBook::vector)
                .toList();
    }

    private static Vector vector(JsonNode line) {
        String id = line.path("id").asText();
        if (deviations(id).contains("refused")) {
            ((ObjectNode) line.path("expected")).put("rejected", true);
        }
        byte[] frame =
                withTail(HexFormat.of().parseHex(line.path("frames_hex").path(0).asText()));
        return new Vector(id, List.of(), List.of(frame), true, false, DeviceProfile.DEFAULT, line);
    }

    /** The peer's framer had cut the tail character off, and of some its test has kept none. */
    private static byte[] withTail(byte[] frame) {
        String text = new String(frame, StandardCharsets.ISO_8859_1);
        if (!text.matches("\\+(RESP|BUFF|ACK):[^$]*")) {
            return frame;
        }
        byte[] whole = Arrays.copyOf(frame, frame.length + 1);
        // The GT300's dialect begins with the device id.
        whole[frame.length] = (byte) (text.matches("[^,]*,\\d{15},.*") ? 0 : '$');
        return whole;
    }

    static Set<String> deviations(String id) {
        Set<String> differs = new TreeSet<>();
        JsonNode deviation = DEVIATIONS.get(id);
        if (deviation != null) {
            assertThat(deviation.path("reason").asText()).isNotBlank();
            deviation.path("differs").forEach(field -> differs.add(field.asText()));
        }
        return differs;
    }

    @Override
    public void check(Vector vector, Heard heard) {
        assertThat(QueclinkPeer.differences(vector.json().path("assertions"), heard))
                .isEqualTo(deviations(vector.id()));
        if (!heard.refused().isEmpty()) {
            assertThat(heard.isRefusal()).isTrue();
            assertThat(heard.replies()).isEmpty();
            return;
        }
        checkReply(vector, heard);
        JsonNode events =
                Objects.requireNonNull(EXPECTED.get(vector.id()), vector.id()).path("events");
        assertThat(heard.events()).hasSize(events.size());
        for (int i = 0; i < events.size(); i++) {
            checkEvent(heard.telemetry().get(i), events.get(i));
        }
    }

    private static void checkReply(Vector vector, Heard heard) {
        String text = new String(vector.frames().getFirst(), StandardCharsets.US_ASCII);
        if (vector.id().contains("Binary")) {
            // How the HEX form is acknowledged no recorded frame shows.
            assertThat(heard.replies()).isEmpty();
            return;
        }
        String[] fields = text.substring(0, text.length() - 1).split(",", -1);
        boolean old = text.endsWith("\0");
        boolean heartbeat = fields[0].equals("+ACK:GTHBD");
        String count = fields[fields.length - (old ? 2 : 1)];
        String reply = heartbeat ? "+SACK:GTHBD," + fields[1] + "," + count + "$" : "+SACK:" + count + "$";
        assertThat(heard.replies())
                .containsExactly(
                        new Heard.Answer(!heartbeat, ByteBufUtil.hexDump(reply.getBytes(StandardCharsets.US_ASCII))));
    }

    /** What the file does not name must not be there; attributes may be more. */
    private static void checkEvent(Telemetry event, JsonNode expected) {
        assertThat(event.at()).hasToString(expected.path("at").asText());
        assertThat(event.receivedAt()).isEqualTo(AdapterHarness.NOW);
        JsonNode fix = expected.path("fix");
        Fix ours = event.fix();
        assertThat(ours == null).isEqualTo(fix.isMissingNode());
        if (ours != null) {
            number("lat", ours.lat(), fix);
            number("lon", ours.lon(), fix);
            assertThat(ours.valid()).isEqualTo(fix.path("valid").asBoolean());
            number("speedKmh", ours.speedKmh(), fix);
            number("headingDeg", ours.headingDeg(), fix);
            number("altitudeM", ours.altitudeM(), fix);
            number("hdop", ours.hdop(), fix);
            assertThat(ours.satellites()).isEqualTo(fix.path("satellites").asInt(-1));
        }
        number("odometerM", event.odometerM(), expected);
        number("externalV", event.power().externalV(), expected);
        number("batteryV", event.power().batteryV(), expected);
        number("rpm", event.engine().rpm(), expected);
        number("loadPct", event.engine().loadPct(), expected);
        number("coolantC", event.engine().coolantC(), expected);
        number("throttlePct", event.engine().throttlePct(), expected);
        number("fuelLevelPct", event.engine().fuelLevelPct(), expected);
        number("fuelRateLph", event.engine().fuelRateLph(), expected);
        assertThat(String.valueOf(event.ignition()))
                .isEqualTo(expected.path("ignition").asText("null"));
        assertThat(event.driverTag()).isEqualTo(expected.path("driverTag").asText(null));
        assertThat(event.dtcs()).isEmpty();
        Set<String> signals = new TreeSet<>();
        expected.path("signals").forEach(signal -> signals.add(signal.asText()));
        Set<String> detected = new TreeSet<>();
        event.signals().forEach(signal -> detected.add(signal.name()));
        assertThat(detected).isEqualTo(signals);
        expected.path("attributes")
                .properties()
                .forEach(attribute -> assertThat(event.attributes())
                        .containsEntry(attribute.getKey(), attribute.getValue().asText()));
    }

    private static void number(String name, double ours, JsonNode expected) {
        double theirs = expected.has(name) ? expected.path(name).asDouble() : Measure.ABSENT;
        assertThat(ours).as(name).isEqualTo(Double.valueOf(theirs));
    }

    /** The simulated device says it again, where it could have said it. */
    @Override
    public byte @Nullable [] again(byte[] frame) throws Malformed {
        if (Binary.isHex(Unpooled.wrappedBuffer(frame))
                || !(QueclinkCodec.decode(Unpooled.wrappedBuffer(frame), DeviceProfile.DEFAULT)
                        instanceof QueclinkMessage.Report report)
                || !report.sentence().type().equals("FRI")
                || !report.named().model().name().equals("GV300")) {
            return null;
        }
        Telemetry event = QueclinkEvents.telemetry(report.named(), DeviceProfile.DEFAULT, AdapterHarness.NOW)
                .getFirst();
        Map<String, String> attributes = event.attributes();
        Fix fix = event.fix();
        if (fix == null) {
            return null;
        }
        boolean said = fix.valid()
                && attributes.containsKey("cid")
                && attributes.getOrDefault("outputs", "").equals("00")
                && !attributes.containsKey("hourMeter");
        return said ? again(report.sentence(), event, fix) : null;
    }

    private static byte[] again(Sentence sentence, Telemetry event, Fix fix) {
        Map<String, String> attributes = event.attributes();
        QueclinkDevice device = new QueclinkDevice(
                sentence.deviceId(),
                sentence.version(),
                new QueclinkDevice.Cell(
                        Integer.parseInt(attributes.getOrDefault("mcc", "0")),
                        Integer.parseInt(attributes.getOrDefault("mnc", "0")),
                        Integer.parseInt(attributes.getOrDefault("lac", "0")),
                        Long.parseLong(attributes.getOrDefault("cid", "0"))),
                Integer.parseInt(sentence.count(), 16) - 1);
        return ByteBufUtil.getBytes(device.fixed(
                sentence.kind() == Sentence.Kind.BUFFERED,
                event.at(),
                fix,
                new QueclinkDevice.State(
                        Boolean.TRUE.equals(event.ignition()),
                        attributes.getOrDefault("state", "").endsWith("2"),
                        event.odometerM(),
                        event.power().externalV(),
                        Integer.parseInt(attributes.getOrDefault("batteryPct", "0"))),
                LocalDateTime.ofEpochSecond(sentence.sentMs() / 1_000, 0, ZoneOffset.UTC)));
    }

    @Override
    public Class<?> messages() {
        return QueclinkMessage.class;
    }

    @Override
    public Class<?> messageOf(Vector vector, byte[] frame) throws Malformed {
        ByteBuf bytes = Unpooled.wrappedBuffer(frame);
        return Binary.isHex(bytes)
                ? HexMessage.class
                : QueclinkCodec.decode(bytes, DeviceProfile.DEFAULT).getClass();
    }

    @Override
    public Map<Class<?>, String> withoutVector() {
        return Map.of();
    }
}
