package io.fleetwire.protocol.obddongle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code vectors/obddongle.jsonl}: the two published frames with what a peer reads in them; {@code obddongle.composed.jsonl}: messages nobody published,
 * composed from the same layout without this adapter.
 */
public final class ObdDongleBook implements VectorBook {

    /** Says length 1 and carries 20 bytes. */
    private static final Set<String> WRONG_LENGTH = Set.of("obddongle-ObdDongle-002");

    private static final DeviceProfile LENIENT = new DeviceProfile(null, null, true, false);

    /** A connect of the same dongle: the first published frame. */
    static final String CONNECT = "55550003383634383637303232353131303135010009010011023402010201abaaaa";

    private final ObdDongleAdapter adapter = new ObdDongleAdapter();

    @Override
    public ProtocolAdapter<?> adapter() {
        return adapter;
    }

    @Override
    public List<Vector> vectors() {
        return Stream.of(ObdDongleAdapter.ID, "obddongle.composed")
                .flatMap(file -> VectorBook.lines(file).stream())
                .map(ObdDongleBook::vector)
                .toList();
    }

    private static Vector vector(JsonNode line) {
        String id = line.path("id").asText();
        byte[] frame = ByteBufUtil.decodeHexDump(line.path("frames_hex").path(0).asText());
        // No flipped bit can be noticed: what the checksum is of, nobody knows.
        return new Vector(
                id,
                List.of(ByteBufUtil.decodeHexDump(CONNECT)),
                List.of(frame),
                true,
                false,
                WRONG_LENGTH.contains(id) ? LENIENT : DeviceProfile.DEFAULT,
                line);
    }

    @Override
    public void check(Vector vector, Heard heard) {
        JsonNode expected = vector.expected();
        assertThat(heard.unframeable()).isNull();
        assertThat(heard.refused()).isEqualTo(texts(expected.path("refused")));
        assertThat(heard.closed()).isEqualTo(expected.path("closed").asBoolean());
        if (expected.has("replies")) {
            assertThat(heard.replies().stream()
                            .map(reply -> (reply.whenStored() ? "stored " : "now ") + reply.hex())
                            .toList())
                    .isEqualTo(texts(expected.path("replies")));
        } else {
            assertThat(heard.replyHex()).isEqualTo(texts(expected.path("replies_hex")));
            assertThat(heard.acknowledged()).isEqualTo(!heard.events().isEmpty());
        }
        assertThat(heard.telemetry()).hasSize(expected.path("positions").size());
        for (int i = 0; i < heard.telemetry().size(); i++) {
            check(expected.path("positions").path(i), heard.telemetry().get(i));
        }
    }

    private static void check(JsonNode expected, Telemetry row) {
        assertThat(row.deviceId()).isEqualTo("864867022511015");
        assertThat(row.protocol()).isEqualTo("obddongle");
        assertThat(row.at()).isEqualTo(Instant.parse(expected.path("time").asText()));
        expected.path("attributes")
                .properties()
                .forEach(entry -> assertThat(row.attributes())
                        .containsEntry(entry.getKey(), entry.getValue().asText()));
        if (!expected.has("lat")) {
            assertThat(row.fix()).isNull();
            return;
        }
        Fix fix = Objects.requireNonNull(row.fix());
        assertThat(fix.valid()).isEqualTo(expected.path("valid").asBoolean());
        assertThat(fix.lat()).isCloseTo(expected.path("lat").asDouble(), within(1e-9));
        assertThat(fix.lon()).isCloseTo(expected.path("lon").asDouble(), within(1e-9));
        assertThat(fix.speedKmh()).isCloseTo(expected.path("speed_kmh").asDouble(), within(1e-3));
        assertThat(fix.headingDeg()).isEqualTo(expected.path("heading_deg").asDouble());
        assertThat(fix.satellites()).isEqualTo(expected.path("satellites").asInt());
        assertThat(fix.altitudeM()).isNaN();
    }

    private static List<String> texts(JsonNode nodes) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    @Override
    public byte @Nullable [] again(byte[] frame) throws Malformed {
        ObdDongleFrame opened = ObdDongleFrame.open(Unpooled.wrappedBuffer(frame), false);
        if (!isDevices(opened)) {
            return null;
        }
        byte[] payload = ObdDongleCodec.encode(ObdDongleCodec.decode(opened));
        return ByteBufUtil.getBytes(
                new ObdDongleFrame(opened.index(), opened.imei(), opened.type(), payload, opened.checksum()).close());
    }

    @Override
    public Class<?> messages() {
        return ObdDongleMessage.class;
    }

    @Override
    public Class<?> messageOf(Vector vector, byte[] frame) throws Malformed {
        ObdDongleFrame opened = ObdDongleFrame.open(Unpooled.wrappedBuffer(frame), true);
        return isDevices(opened) ? ObdDongleCodec.decode(opened).getClass() : ObdDongleMessage.class;
    }

    /** Whether a device may say it: a server's message from one is kept as it is. */
    private static boolean isDevices(ObdDongleFrame frame) {
        return frame.type() != ObdDongleType.PUBACK;
    }

    @Override
    public Map<Class<?>, String> withoutVector() {
        return Map.of();
    }
}
