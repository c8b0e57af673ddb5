package io.fleetwire.protocol.jt808;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.fleetwire.protocol.contract.Heard;
import io.fleetwire.protocol.contract.Vector;
import io.fleetwire.protocol.contract.VectorBook;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the framer cuts, what nobody should believe, and that no recorded vector is forgotten. */
class Jt808VectorTest {

    static Stream<JsonNode> cuts() {
        return VectorBook.lines("jt808").stream()
                .filter(line -> line.path("expected").has("first_frame_hex"));
    }

    static Stream<Vector> brokenOnTheWire() {
        return new Jt808Book()
                .vectors().stream().filter(vector -> vector.profile().lenientChecksum());
    }

    @Test
    void everyRecordedVectorIsPlayedOrNamedWithAReason() {
        List<JsonNode> lines = VectorBook.lines("jt808");
        assertThat(lines).hasSize(65);
        long played = lines.stream().filter(Jt808Book::isMessage).count();
        long cut = cuts().count();
        List<JsonNode> others = lines.stream()
                .filter(line ->
                        !Jt808Book.isMessage(line) && !line.path("expected").has("first_frame_hex"))
                .toList();
        assertThat(played + cut + others.size()).isEqualTo(65);
        assertThat(others)
                .allMatch(line -> Jt808Book.deviations(line.path("id").asText()).equals(Set.of("command")));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void theFramerCutsWhereThePeerDoes(JsonNode vector) throws Malformed {
        String expected = vector.path("expected").path("first_frame_hex").asText();
        List<String> frames = AdapterHarness.frames(
                new Jt808Adapter(),
                ByteBufUtil.decodeHexDump(vector.path("frames_hex").path(0).asText()));
        Set<String> differs = frames.getFirst().equals(expected) ? Set.of() : Set.of("frame");
        assertThat(differs).isEqualTo(Jt808Book.deviations(vector.path("id").asText()));
        ByteBuf last = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(frames.getLast()));
        if (!Jt808Sentence.is(last)) {
            assertThat("7e" + ByteBufUtil.hexDump(Jt808Frame.content(last)) + "7e")
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("brokenOnTheWire")
    void aWrongFrameIsRefusedUnlessTheProfileForgivesIt(Vector vector) {
        Heard heard = AdapterHarness.of(new Jt808Adapter(), vector.with(DeviceProfile.DEFAULT));
        assertThat(heard.isRefusal()).isTrue();
        assertThat(heard.replies()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7e00027e7e00027e, 7e00027e 7e00027e",
        "00027e7e00027e, 0002 7e00027e",
        "7e7e7e00027e, 7e00027e",
        "2824297e00027e, 282429 7e00027e",
        "7e0028297e2829, 7e0028297e 2829"
    })
    void framesAreFoundAgain(String stream, String frames) {
        assertThat(AdapterHarness.frames(new Jt808Adapter(), ByteBufUtil.decodeHexDump(stream)))
                .containsExactly(frames.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"7e, 2092", "28, 512", "00, 2092"})
    void whatHasNoEndEndsTheStream(String first, int limit) {
        EmbeddedChannel channel = new EmbeddedChannel(new Jt808Framer());
        ByteBuf bytes =
                Unpooled.buffer().writeBytes(ByteBufUtil.decodeHexDump(first)).writeZero(limit - 2);
        channel.writeInbound(bytes);
        assertThatThrownBy(() -> channel.writeInbound(Unpooled.wrappedBuffer(new byte[1])))
                .isInstanceOf(TooLongFrameException.class)
                .hasMessage("no end of a frame in " + limit + " bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "7e0002, not between two 7e",
        "7e00027e, shorter than any message",
        "7e0002000001380013800000007d037e, 7d is followed by neither 01 nor 02",
        "7e0002000001380013800000007d7e, 7d is followed by neither 01 nor 02",
        "7e0002000001380013800000011f7e, wrong checksum",
        "7e000200050138001380000000ad7e, 'length 5, but 0 bytes follow'",
        "7e00022000013800138000000000020003 8f7e, sub-packet 3 of 2"
    })
    void whatIsNoFrameSaysWhy(String hex, String reason) {
        ByteBuf bytes = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
        if (reason.startsWith("sub-packet")) {
            // The checksum is of no interest here.
            assertThatThrownBy(() -> Jt808Frame.open(bytes, true)).hasMessage(reason);
        } else {
            assertThatThrownBy(() -> Jt808Frame.open(bytes, false)).hasMessage(reason);
        }
    }
}
