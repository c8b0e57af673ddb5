package io.fleetwire.protocol.gt06;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code vectors/gt06.jsonl}: recordings and the manual's examples against what a peer and a reference decoder read from them. Where we differ on
 * purpose, {@code gt06.deviations.jsonl} names the vector, in what, and why; a deviation that is not one any more fails too.
 */
public final class Gt06Book implements VectorBook {

    private static final byte[] LOGIN = HexFormat.of().parseHex(Gt06Harness.LOGIN);

    private static final Map<String, JsonNode> DEVIATIONS = VectorBook.lines("gt06.deviations").stream()
            .collect(Collectors.toMap(line -> line.path("id").asText(), Function.identity()));

    /** The upper byte of the course word in a short location frame. */
    private static final int COURSE_AT = 20;

    private final Gt06Adapter adapter = new Gt06Adapter();

    @Override
    public ProtocolAdapter<?> adapter() {
        return adapter;
    }

    @Override
    public List<Vector> vectors() {
        return VectorBook.lines(Gt06Adapter.ID).stream()
                .filter(line -> !line.has("direction") && !line.path("expected").has("first_frame_hex"))
                .map(Gt06Book::vector)
                .toList();
    }

    private static Vector vector(JsonNode line) {
        String id = line.path("id").asText();
        String wireCheck = line.path("wire_check").asText();
        List<byte[]> frames = new ArrayList<>();
        // Of several frames glued together, the others are still good where one is damaged.
        boolean glued = wireCheck.equals("several frames glued");
        line.path("frames_hex")
                .forEach(hex -> frames.addAll(glued ? cut(hex.asText()) : List.of(bytesOf(hex.asText()))));
        Set<String> differs = deviations(id);
        if (differs.contains("refused") || differs.contains("event")) {
            ((ObjectNode) line.path("expected")).put("rejected", true);
        }
        boolean login = isLogin(line.path("frames_hex").path(0).asText());
        return new Vector(
                id,
                login ? List.of() : List.of(LOGIN),
                frames,
                true,
                wireCheck.isEmpty(),
                new DeviceProfile(
                        line.path("device_state").path("model").asText(null), null, isBroken(wireCheck), false),
                line);
    }

    /** Recorded with a wrong checksum or length: what it says is for a device whose profile forgives that. */
    private static boolean isBroken(String wireCheck) {
        return wireCheck.equals("crc") || wireCheck.equals("length");
    }

    private static List<byte[]> cut(String hex) {
        // Behind a login: nothing longer may come first.
        return AdapterHarness.frames(new Gt06Adapter(), bytesOf(Gt06Harness.LOGIN + hex)).stream()
                .skip(1)
                .map(Gt06Book::bytesOf)
                .toList();
    }

    private static byte[] bytesOf(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static boolean isLogin(String hex) {
        return hex.startsWith("78781101") || hex.startsWith("78780d01");
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
        assertThat(Gt06Differences.of(vector, heard)).isEqualTo(deviations(vector.id()));
        if (!vector.json().path("wire_check").asText().isEmpty() && vector.checksummed()) {
            assertThat(heard.events()).isEmpty();
        }
        for (Telemetry event : heard.telemetry()) {
            assertThat(event.receivedAt()).isEqualTo(AdapterHarness.NOW);
            if (event.attributes().containsKey("body")) {
                assertThat(event.fix()).isNull();
                assertThat(event.at()).isEqualTo(AdapterHarness.NOW);
            }
        }
    }

    static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    /** The simulated device says it again, where it could have said it. */
    @Override
    public byte @Nullable [] again(byte[] frame) throws Malformed {
        Gt06Message message = decode(Unpooled.wrappedBuffer(frame), false);
        if (!(message instanceof Gt06Message.Location location) || location.type() != Gt06Type.LOCATION) {
            return null;
        }
        Fix fix = location.fix();
        boolean ignitionInCourse = (frame[COURSE_AT] & 0x40) != 0;
        if (location.mcc() == Gt06Message.NONE
                || location.mode() == Gt06Message.NONE
                || fix == null
                || ignitionInCourse) {
            return null;
        }
        Gt06Device device = new Gt06Device(
                Gt06Harness.IMEI,
                new Gt06Device.Cell(location.mcc(), location.mnc(), (int) location.lac(), (int) location.cid()),
                location.serial() - 1);
        double odometerM = location.mileageM() == Gt06Message.NONE ? Measure.ABSENT : (double) location.mileageM();
        return ByteBufUtil.getBytes(device.location(
                Instant.ofEpochMilli(location.clockMs()),
                fix,
                Boolean.TRUE.equals(location.ignition()),
                location.mode(),
                location.again(),
                odometerM));
    }

    static Gt06Message decode(ByteBuf frame, boolean lenient) throws Malformed {
        return Gt06Codec.decode(Gt06Frame.open(frame, lenient, Gt06Model.ANY));
    }

    @Override
    public Class<?> messages() {
        return Gt06Message.class;
    }

    @Override
    public Class<?> messageOf(Vector vector, byte[] frame) throws Malformed {
        return decode(Unpooled.wrappedBuffer(frame), true).getClass();
    }

    @Override
    public Map<Class<?>, String> withoutVector() {
        return Map.of(
                Gt06Message.Unread.class,
                "every recorded frame can be read; Gt06AdapterTest and Gt06UnknownContentTest make some that cannot");
    }
}
