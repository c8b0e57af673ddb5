package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class Gt06HostileInputTest {

    private static final List<String> GOOD = List.of(
            "787822220f0c1d023305c9027ac8180c46586000140001cc00287d001f71000001000820860d0a",
            "78781f1210020e14061dcc0476fcd0003e3faf3e14b20000000000000000044ef6740d0a",
            "78780a134004040001000fdcee0d0a",
            "787825260f0c1d030b26c9027ac8180c4658600004000901cc00287d001f718004041302000c472a0d0a",
            "78782da41a011a03121fca01c3af5407ac8d200519191002cc100000c60d0000000002ce68ea4106040600ff00726f810d0a",
            "7979000894000571010d7c4f0d0a",
            "78783b2810010d02020201cc00287d001f713e287d001f7231287d001e232d287d001f4018000000000000000000000000000000000000ff00020005b14b0d0a",
            "797900149b030231423030313346373737383803000be8e90d0a");

    @Test
    void everySplitReadsTheSame() {
        String stream = String.join("", GOOD);
        List<Telemetry> whole = hear(stream).events;
        assertThat(whole).hasSize(GOOD.size());
        for (int split = 2; split < stream.length(); split += 2) {
            try (Gt06Conversation heard = Gt06Conversation.loggedIn(DeviceProfile.DEFAULT)) {
                heard.hears(stream.substring(0, split)).hears(stream.substring(split));
                assertThat(heard.events).isEqualTo(whole);
                assertThat(heard.refused).isEmpty();
            }
        }
    }

    @Test
    void oneByteAtATimeReadsTheSame() {
        String stream = String.join("", GOOD);
        try (Gt06Conversation heard = Gt06Conversation.loggedIn(DeviceProfile.DEFAULT)) {
            for (int i = 0; i < stream.length(); i += 2) {
                heard.hears(stream.substring(i, i + 2));
            }
            assertThat(heard.events).isEqualTo(hear(stream).events);
        }
    }

    @Test
    void noBitFlipInFrontOfAGoodFrameIsBelieved() {
        for (String frame : GOOD) {
            byte[] bytes = ByteBufUtil.decodeHexDump(frame);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                try (Gt06Conversation heard = Gt06Conversation.loggedIn(DeviceProfile.DEFAULT)) {
                    heard.hears(Unpooled.wrappedBuffer(flipped));
                    assertThat(heard.events).as("bit %d of %s", bit, frame).isEmpty();
                    assertThat(heard.replies()).isEmpty();
                } catch (TooLongFrameException e) {
                    assertThat(e).hasMessageContaining("allowed");
                }
            }
        }
    }

    @Test
    void noTruncationIsBelieved() {
        for (String frame : GOOD) {
            for (int end = 2; end < frame.length(); end += 2) {
                assertThat(hear(frame.substring(0, end)).events).isEmpty();
            }
        }
    }

    @Test
    void afterNoiseTheStreamIsFoundAgain() {
        try (Gt06Conversation heard = Gt06Conversation.loggedIn(DeviceProfile.DEFAULT)) {
            heard.hears("2b4349505354415254" + GOOD.getFirst());
            assertThat(heard.events).hasSize(1);
            assertThat(heard.refused).hasSize(1);
            assertThat(heard.refused.getFirst().reason()).isEqualTo("begins with neither 7878 nor 7979");
        }
    }

    @Test
    void aDeclaredLengthBeyondTheCapEndsTheStream() {
        try (Gt06Conversation heard = Gt06Conversation.loggedIn(DeviceProfile.DEFAULT)) {
            assertThatThrownBy(() -> heard.hears("7979ffff22"))
                    .isInstanceOf(TooLongFrameException.class)
                    .hasMessageContaining("65541 bytes, 8192 allowed");
        }
    }

    @Test
    void noiseWithoutAnEndEndsTheStream() {
        try (Gt06Conversation heard = Gt06Conversation.loggedIn(DeviceProfile.DEFAULT)) {
            assertThatThrownBy(() -> heard.hears("00".repeat(Gt06Framer.MAX_SHORT_FRAME + 1)))
                    .isInstanceOf(TooLongFrameException.class);
        }
    }

    @Test
    void whoBeginsWithMoreThanALoginIsCutOff() {
        try (Gt06Conversation heard = new Gt06Conversation(DeviceProfile.DEFAULT)) {
            assertThatThrownBy(() -> heard.hears("797900ff22")).isInstanceOf(TooLongFrameException.class);
        }
    }

    @Test
    void aBrowserIsRefusedAndClosed() {
        try (Gt06Conversation heard = new Gt06Conversation(DeviceProfile.DEFAULT)) {
            heard.hears(ByteBufUtil.hexDump("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            assertThat(heard.closed).isTrue();
            assertThat(heard.events).isEmpty();
        }
    }

    @Property(tries = 20_000)
    void anyContentOfAnyTypeIsAnEventOrARefusal(@ForAll int type, @ForAll("contents") byte[] content) {
        try (Gt06Conversation heard = Gt06Conversation.loggedIn(DeviceProfile.DEFAULT)) {
            heard.hears(
                    Gt06Frame.close(Gt06Frame.begin(type & 0xFF, content.length).writeBytes(content), 1));
            boolean login = (type & 0xFF) == Gt06Type.LOGIN;
            if (!login) {
                assertThat(heard.events.size() + heard.refused.size()).isEqualTo(1);
            }
            for (Telemetry event : heard.events) {
                event.attributes().forEach((name, value) -> {
                    assertThat(name.length()).isLessThanOrEqualTo(Telemetry.MAX_ATTRIBUTE_NAME);
                    assertThat(value.length()).isLessThanOrEqualTo(Telemetry.MAX_ATTRIBUTE_VALUE);
                });
            }
        }
    }

    @Property(tries = 2_000)
    void anyBytesLeaveTheStreamReadableOrEndIt(@ForAll byte[] bytes) {
        try (Gt06Conversation heard = Gt06Conversation.loggedIn(DeviceProfile.DEFAULT)) {
            heard.hears(Unpooled.wrappedBuffer(bytes));
            assertThat(heard.events).isEmpty();
        } catch (TooLongFrameException e) {
            assertThat(bytes.length).isPositive();
        }
    }

    /** Mostly small numbers: they pass more of the checks. */
    @Provide
    Arbitrary<byte[]> contents() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.bytes().between((byte) 0, (byte) 28)), Tuple.of(1, Arbitraries.bytes()))
                .array(byte[].class)
                .ofMinSize(0)
                .ofMaxSize(90);
    }

    private static Gt06Conversation hear(String hex) {
        try (Gt06Conversation heard = Gt06Conversation.loggedIn(DeviceProfile.DEFAULT)) {
            return heard.hears(hex);
        }
    }
}
