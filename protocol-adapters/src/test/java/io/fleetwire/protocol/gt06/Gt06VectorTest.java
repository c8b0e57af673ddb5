package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors that are no device's words: what a server says, where a framer cuts, and what nobody should believe. */
class Gt06VectorTest {

    static Stream<JsonNode> fromServers() {
        return VectorBook.lines("gt06").stream().filter(line -> line.has("direction"));
    }

    static Stream<JsonNode> cuts() {
        return VectorBook.lines("gt06").stream()
                .filter(line -> line.path("expected").has("first_frame_hex"));
    }

    static Stream<Vector> brokenOnTheWire() {
        return new Gt06Book()
                .vectors().stream()
                        .filter(vector -> vector.profile().lenientChecksum())
                        // Recorded without its end: never a frame.
                        .filter(vector -> !vector.id().equals("gt06-Gt06-071"));
    }

    @ParameterizedTest
    @MethodSource("fromServers")
    void weSayWhatTheManualsServerSays(JsonNode vector) {
        String hex = vector.path("frames_hex").path(0).asText();
        Gt06Device.Answer answer = Objects.requireNonNull(Gt06Device.answer(bytes(hex)));
        ByteBuf ours = answer.type() == Gt06Type.TIME
                ? Gt06Encoder.time(Instant.parse("2015-12-29T00:00:21Z"), answer.serial())
                : Gt06Encoder.answer(answer.type(), answer.serial());
        Set<String> differences = ByteBufUtil.hexDump(ours).equals(hex) ? Set.of() : Set.of("not said");
        assertThat(differences).isEqualTo(Gt06Book.deviations(vector.path("id").asText()));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void theFramerCutsWhereThePeerDoes(JsonNode vector) {
        byte[] stream =
                ByteBufUtil.decodeHexDump(vector.path("frames_hex").path(0).asText());
        String first = AdapterHarness.frames(new Gt06Adapter(), stream).stream()
                .findFirst()
                .orElse("");
        boolean same =
                first.equals(vector.path("expected").path("first_frame_hex").asText());
        assertThat(same ? Set.of() : Set.of("frame"))
                .isEqualTo(Gt06Book.deviations(vector.path("id").asText()));
    }

    @ParameterizedTest
    @MethodSource("brokenOnTheWire")
    void aWrongChecksumIsRefusedUnlessTheProfileForgivesIt(Vector vector) {
        Heard heard = AdapterHarness.of(new Gt06Adapter(), vector.with(DeviceProfile.DEFAULT));
        assertThat(heard.isRefusal()).isTrue();
        assertThat(heard.replies()).isEmpty();
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }
}
