package io.fleetwire.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Fix;
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
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/** {@code vectors/teltonika.jsonl}: recordings, the vendor's examples, and what an independent decoder reads from them. */
public final class TeltonikaBook implements VectorBook {

    static final byte[] LOGIN = HexFormat.of().parseHex("000f313233343536373839303132333435");

    /** A ten-millionth of a degree is the wire's step. */
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    /** Codec 7 has floats (FACTS 1.3), whose own step is 4e-6 at these places; they become whole ten-millionths like all others. */
    private static final Offset<Double> OF_A_FLOAT = Offset.offset(0.5e-7 + 1e-9);

    private static final int RECORD_LENGTH = 86;

    /** For this model the peer replaces the record's speed by IO 24, its older duplicate (FACTS 1.7): the record's own is right. */
    private static final String PEER_TAKES_SPEED_FROM_IO_24 = "teltonika-Teltonika-047";

    private final TeltonikaAdapter adapter = new TeltonikaAdapter();

    @Override
    public ProtocolAdapter<?> adapter() {
        return adapter;
    }

    @Override
    public List<Vector> vectors() {
        List<Vector> vectors = new ArrayList<>();
        for (JsonNode line : VectorBook.lines(TeltonikaAdapter.ID)) {
            if (line.has("frames_hex") && !line.get("expected").has("first_frame_hex")) {
                vectors.add(vector(line));
            }
        }
        return vectors;
    }

    private static Vector vector(JsonNode line) {
        boolean udp = line.path("device_state").path("udp").asBoolean();
        boolean rejected = line.get("expected").path("rejected").asBoolean();
        boolean login =
                line.get("expected").path("reference").path("kind").asText().equals("imei");
        String wireCheck = line.path("wire_check").asText();
        List<byte[]> frames = new ArrayList<>();
        line.get("frames_hex").forEach(hex -> frames.add(HexFormat.of().parseHex(hex.asText())));
        JsonNode model = line.path("device_state").get("model");
        boolean lenient = !wireCheck.isEmpty() && !rejected;
        boolean framed = !udp && !wireCheck.equals("length");
        return new Vector(
                line.get("id").asText(),
                udp || login ? List.of() : List.of(LOGIN),
                frames,
                framed,
                // A damaged frame of the vectors is one bit away from an intact one.
                framed && !lenient && !rejected,
                new DeviceProfile(model == null ? null : model.asText(), null, lenient, false),
                line);
    }

    @Override
    public void check(Vector vector, Heard heard) {
        JsonNode expected = vector.expected();
        if (expected.path("rejected").asBoolean()) {
            assertThat(heard.isRefusal()).as("refused: %s", heard).isTrue();
            assertThat(heard.replies()).isEmpty();
            return;
        }
        assertThat(heard.refused()).isEmpty();
        assertThat(heard.closed()).isFalse();
        List<String> replies = new ArrayList<>();
        expected.get("replies_hex").forEach(hex -> replies.add(hex.asText()));
        assertThat(heard.replyHex()).isEqualTo(replies);
        String kind = expected.path("reference").path("kind").asText();
        heard.replies().forEach(reply -> assertThat(reply.whenStored()).isEqualTo(!kind.equals("imei")));
        checkPositions(vector, heard);
        checkReference(expected.path("reference"), heard);
    }

    /** The peer's reading. What it calls outdated is its placeholder for "no position", and so is 0,0 (FACTS 1.3). */
    private static void checkPositions(Vector vector, Heard heard) {
        int index = 0;
        for (JsonNode position : vector.expected().get("positions")) {
            Telemetry event = heard.telemetry().get(index++);
            assertThat(event.receivedAt()).isEqualTo(AdapterHarness.NOW);
            if (position.path("outdated").asBoolean()) {
                assertThat(event.fix()).isNull();
                continue;
            }
            assertThat(event.at()).isEqualTo(Instant.parse(position.get("time").asText()));
            checkFix(
                    event.fix(),
                    step(vector),
                    position.get("lat").asDouble(),
                    position.get("lon").asDouble(),
                    position.get("altitude_m").asDouble(),
                    PEER_TAKES_SPEED_FROM_IO_24.equals(vector.id())
                            ? speedOfRecord(vector, index - 1)
                            : position.get("speed_kmh").asDouble(),
                    position.get("heading_deg").asDouble(),
                    position.get("satellites").asInt());
            if (event.fix() != null) {
                assertThat(event.fix().valid()).isEqualTo(position.get("valid").asBoolean());
            }
        }
    }

    /** Straight from the bytes: all records of this vector are equally long, and the speed stands in front of the IO block. */
    private static double speedOfRecord(Vector vector, int index) {
        return Unpooled.wrappedBuffer(vector.frames().getFirst()).getUnsignedShort(10 + index * RECORD_LENGTH + 22);
    }

    private static Offset<Double> step(Vector vector) {
        boolean legacy =
                vector.framed() && vector.frames().getFirst()[TeltonikaCodec.HEADER_LENGTH] == LegacyCodec.CODEC_ID;
        return legacy ? OF_A_FLOAT : EXACT;
    }

    private static void checkFix(
            @Nullable Fix fix,
            Offset<Double> step,
            double lat,
            double lon,
            double altitude,
            double speed,
            double heading,
            int satellites) {
        if (lat == 0 && lon == 0) {
            assertThat(fix).as("0,0 is no place").isNull();
            return;
        }
        Objects.requireNonNull(fix);
        assertThat(fix.lat()).isEqualTo(lat, step);
        assertThat(fix.lon()).isEqualTo(lon, step);
        assertThat(fix.altitudeM()).isEqualTo(altitude);
        assertThat(fix.speedKmh()).isEqualTo(speed);
        assertThat(fix.headingDeg()).isEqualTo(heading);
        assertThat(fix.satellites()).isEqualTo(satellites);
        assertThat(fix.valid()).isEqualTo(satellites > 0);
    }

    private static void checkReference(JsonNode reference, Heard heard) {
        if (reference.has("imei") && reference.has("records")) {
            heard.telemetry()
                    .forEach(event -> assertThat(event.deviceId())
                            .isEqualTo(reference.get("imei").asText()));
        }
        int index = 0;
        for (JsonNode record : reference.path("records")) {
            Telemetry event = heard.telemetry().get(index++);
            assertThat(event.deviceTimeMs()).isEqualTo(record.get("timeMs").asLong());
            checkFix(
                    event.fix(),
                    EXACT,
                    record.get("lat").asDouble(),
                    record.get("lon").asDouble(),
                    record.get("altitude").asDouble(),
                    record.get("speedKph").asDouble(),
                    record.get("angle").asDouble(),
                    record.get("satellites").asInt());
            assertThat(event.attributes().getOrDefault("priority", "0"))
                    .isEqualTo(record.get("priority").asText());
            assertThat(event.attributes().getOrDefault("event", "0"))
                    .isEqualTo(record.get("eventId").asText());
            assertThat(event.attributes().getOrDefault("generation", "0"))
                    .isEqualTo(record.path("generationType").asText("0"));
            ForeignIo.check(record.get("io"), event);
        }
        if (reference.has("records")) {
            assertThat(heard.events()).hasSize(reference.get("records").size());
        }
        checkMessages(reference, heard);
    }

    /** A device hears nothing to these, but what it said is kept. */
    private static void checkMessages(JsonNode reference, Heard heard) {
        int index = 0;
        for (JsonNode message : reference.path("messages")) {
            Telemetry event = heard.telemetry().get(index++);
            String name = "codec" + Integer.decode(reference.get("codec").asText());
            String text = message.path("text").asText();
            assertThat(event.fix()).isNull();
            assertThat(event.attributes())
                    .containsEntry(
                            name + "_type",
                            Integer.toString(Integer.decode(message.get("type").asText())));
            assertThat(event.attributes().get(name)).isEqualTo(text.stripTrailing());
        }
    }

    @Override
    public byte @Nullable [] again(byte[] frame) throws Malformed {
        TeltonikaMessage message = TeltonikaCodec.decode(Unpooled.wrappedBuffer(frame), false);
        if (message instanceof TeltonikaMessage.LegacyData) {
            return null;
        }
        ByteBuf again = TeltonikaCodec.encode(rewritten(message));
        assertThat(TeltonikaCodec.decode(again, false)).isEqualTo(message);
        return ByteBufUtil.getBytes(again);
    }

    /** The same message with records that went through their values: a packet as such is written as it was read. */
    private static TeltonikaMessage rewritten(TeltonikaMessage message) throws Malformed {
        return switch (message) {
            case TeltonikaMessage.Data data -> rewritten(data);
            case TeltonikaMessage.Datagram it
            when it.avl() instanceof TeltonikaMessage.Data data ->
                new TeltonikaMessage.Datagram(
                        it.packetId(), it.packetType(), it.avlPacketId(), it.imei(), rewritten(data));
            default -> message;
        };
    }

    private static TeltonikaMessage.Data rewritten(TeltonikaMessage.Data data) throws Malformed {
        AvlPacket packet = data.packet();
        return new TeltonikaMessage.Data(AvlPacket.of(packet.layout(), packet.records()));
    }

    @Override
    public Class<?> messages() {
        return TeltonikaMessage.class;
    }

    @Override
    public Class<?> messageOf(Vector vector, byte[] frame) throws Malformed {
        return TeltonikaCodec.decode(
                        Unpooled.wrappedBuffer(frame), vector.profile().lenientChecksum())
                .getClass();
    }

    @Override
    public Map<Class<?>, String> withoutVector() {
        return Map.of();
    }
}
