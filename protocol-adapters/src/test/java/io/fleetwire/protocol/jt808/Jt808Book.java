package io.fleetwire.protocol.jt808;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code vectors/jt808.jsonl}: recorded frames with what a peer asserts of them; {@code jt808.expected.jsonl}: what they say by the standard's tables,
 * read without this adapter; {@code jt808.standard.jsonl}: messages nobody recorded, composed from the standard, with what they say.
 * {@code jt808.deviations.jsonl} names the vectors that we read differently than the peer on purpose, in what, and why.
 */
public final class Jt808Book implements VectorBook {

    private static final Map<String, JsonNode> DEVIATIONS = byId("jt808.deviations");
    private static final Map<String, JsonNode> EXPECTED = byId("jt808.expected");

    /** Length or checksum do not fit: the recording was shortened or its ids were changed before it was published. */
    private static final Set<String> BROKEN_ON_THE_WIRE =
            Set.of("jt808-Jt808-088", "jt808-Jt808-109", "jt808-Jt808-112");

    private final Jt808Adapter adapter = new Jt808Adapter();

    @Override
    public ProtocolAdapter<?> adapter() {
        return adapter;
    }

    private static Map<String, JsonNode> byId(String file) {
        return VectorBook.lines(file).stream()
                .collect(Collectors.toMap(line -> line.path("id").asText(), Function.identity()));
    }

    static boolean isMessage(JsonNode line) {
        return !line.path("id").asText().matches("jt808-Jt808-(frame|encode).*");
    }

    @Override
    public List<Vector> vectors() {
        return Stream.concat(
                        VectorBook.lines(Jt808Adapter.ID).stream()
                                .filter(Jt808Book::isMessage)
                                .map(Jt808Book::recorded),
                        VectorBook.lines("jt808.standard").stream().map(Jt808Book::composed))
                .toList();
    }

    /** The peer's recordings are without escapes, but with their flags. */
    private static Vector recorded(JsonNode line) {
        String id = line.path("id").asText();
        byte[] bytes = ByteBufUtil.decodeHexDump(line.path("frames_hex").path(0).asText());
        boolean sentence = bytes[0] == Jt808Sentence.OPENING;
        byte[] wire = sentence
                ? bytes
                : ByteBufUtil.getBytes(Jt808Frame.escaped(Unpooled.wrappedBuffer(bytes, 1, bytes.length - 2)));
        boolean broken = BROKEN_ON_THE_WIRE.contains(id);
        int type = Unpooled.wrappedBuffer(bytes).getUnsignedShort(1);
        boolean login = sentence || type == Jt808Type.REGISTER || type == Jt808Type.AUTHENTICATE;
        return new Vector(
                id,
                login ? List.of() : List.of(heartbeat(wire)),
                List.of(wire),
                true,
                !sentence && !broken,
                new DeviceProfile(line.path("device_state").path("model").asText(null), null, broken, false),
                line);
    }

    private static Vector composed(JsonNode line) {
        List<byte[]> frames = new ArrayList<>();
        line.path("frames_hex").forEach(hex -> frames.add(ByteBufUtil.decodeHexDump(hex.asText())));
        boolean login = line.path("expected").path("login").asBoolean();
        // A refusal that is answered is one of a readable frame: what a flipped bit must not become.
        return new Vector(
                line.path("id").asText(),
                login ? List.of() : List.of(heartbeat(frames.getFirst())),
                frames,
                true,
                frames.size() == 1,
                DeviceProfile.DEFAULT,
                line);
    }

    /** A first message of the same terminal. */
    static byte[] heartbeat(byte[] frame) {
        try {
            Jt808Header header =
                    Jt808Frame.open(Unpooled.wrappedBuffer(frame), true).header();
            Jt808Header first = Jt808Type.isLock(header.type())
                    ? new Jt808Header(0, 0, Jt808Header.NO_VERSION, header.number(), 0, 1, 1)
                    : header;
            return ByteBufUtil.getBytes(Jt808Frame.close(first.of(Jt808Type.HEARTBEAT, 0, 0), Unpooled.EMPTY_BUFFER));
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void check(Vector vector, Heard heard) {
        Set<String> differences = new TreeSet<>();
        JsonNode expected = EXPECTED.getOrDefault(vector.id(), vector.expected());
        assertThat(expected.has("rows")).as("%s has no expectation", vector).isTrue();
        List<String> reasons = new ArrayList<>();
        expected.path("refused").forEach(reason -> reasons.add(reason.asText()));
        assertThat(heard.refused()).isEqualTo(reasons);
        assertThat(heard.unframeable()).isNull();
        List<String> replies = new ArrayList<>();
        expected.path("replies").forEach(reply -> replies.add(reply.asText()));
        assertThat(heard.replies().stream()
                        .map(reply -> (reply.whenStored() ? "stored " : "now ") + reply.hex())
                        .toList())
                .isEqualTo(replies);
        assertThat(heard.telemetry()).hasSize(expected.path("rows").size());
        for (int i = 0; i < heard.telemetry().size(); i++) {
            Jt808Expectation.check(
                    expected.path("rows").path(i), heard.telemetry().get(i));
        }
        if (!Jt808Expectation.peerAgrees(vector.json().path("assertions"), heard.telemetry())) {
            differences.add("assertion");
        }
        assertThat(differences).isEqualTo(deviations(vector.id()));
    }

    static Set<String> deviations(String id) {
        Set<String> differs = new TreeSet<>();
        JsonNode line = DEVIATIONS.get(id);
        if (line != null) {
            assertThat(line.path("reason").asText()).isNotBlank();
            line.path("differs").forEach(what -> differs.add(what.asText()));
        }
        return differs;
    }

    @Override
    public byte @Nullable [] again(byte[] frame) throws Malformed {
        ByteBuf bytes = Unpooled.wrappedBuffer(frame);
        if (Jt808Sentence.is(bytes)) {
            return null;
        }
        Jt808Frame opened = Jt808Frame.open(bytes, false);
        if (opened.header().packets() > 1 || opened.header().isEncrypted()) {
            return ByteBufUtil.getBytes(Jt808Frame.close(opened.header(), opened.body()));
        }
        ByteBuf body = Unpooled.buffer();
        switch (Jt808Codec.read(opened.header(), opened.body())) {
            case Jt808Message.Location location -> location.position().write(body);
            case Jt808Message.LocationAnswer answer -> {
                body.writeShort(answer.to());
                answer.position().write(body);
            }
            default -> body.writeBytes(opened.body().duplicate());
        }
        return ByteBufUtil.getBytes(Jt808Frame.close(opened.header(), body));
    }

    @Override
    public Class<?> messages() {
        return Jt808Message.class;
    }

    @Override
    public Class<?> messageOf(Vector vector, byte[] frame) throws Malformed {
        ByteBuf bytes = Unpooled.wrappedBuffer(frame);
        if (Jt808Sentence.is(bytes)) {
            return Jt808Message.Sentence.class;
        }
        Jt808Frame opened = Jt808Frame.open(bytes, vector.profile().lenientChecksum());
        if (opened.header().packets() > 1) {
            return opened.header().type() == Jt808Type.MEDIA ? Jt808Message.Media.class : Jt808Message.Batch.class;
        }
        return Objects.requireNonNull(
                Jt808Codec.read(opened.header(), opened.body()).getClass());
    }

    @Override
    public Map<Class<?>, String> withoutVector() {
        return Map.of();
    }

    /** The rows of a vector's first event, for tests that look at more. */
    static Telemetry first(Heard heard) {
        return heard.telemetry().getFirst();
    }
}
