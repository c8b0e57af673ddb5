package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class Gt06HostileInputTest {

    /** Concox manual: a location. */
    private static final String GOOD = "787822220f0c1d023305c9027ac8180c46586000140001cc00287d001f71000001000820860d0a";

    @Test
    void afterNoiseTheStreamIsFoundAgain() {
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT)) {
            heard.hears("2b4349505354415254" + GOOD);
            assertThat(heard.events).hasSize(1);
            assertThat(heard.refused).hasSize(1);
            assertThat(heard.refused.getFirst().reason()).isEqualTo("begins with neither 7878 nor 7979");
        }
    }

    @Test
    void aDeclaredLengthBeyondTheCapEndsTheStream() {
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT)) {
            assertThatThrownBy(() -> heard.hears("7979ffff22"))
                    .isInstanceOf(TooLongFrameException.class)
                    .hasMessageContaining("65541 bytes, 8192 allowed");
        }
    }

    @Test
    void noiseWithoutAnEndEndsTheStream() {
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT)) {
            assertThatThrownBy(() -> heard.hears("00".repeat(Gt06Framer.MAX_SHORT_FRAME + 1)))
                    .isInstanceOf(TooLongFrameException.class);
        }
    }

    @Test
    void whoBeginsWithMoreThanALoginIsCutOff() {
        try (Gt06Harness heard = new Gt06Harness(DeviceProfile.DEFAULT)) {
            assertThatThrownBy(() -> heard.hears("797900ff22")).isInstanceOf(TooLongFrameException.class);
        }
    }

    @Test
    void aBrowserIsRefusedAndClosed() {
        try (Gt06Harness heard = new Gt06Harness(DeviceProfile.DEFAULT)) {
            heard.hears(ByteBufUtil.hexDump("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            assertThat(heard.closed).isTrue();
            assertThat(heard.events).isEmpty();
        }
    }

    @Property(tries = 20_000)
    void anyContentOfAnyTypeIsAnEventOrARefusal(@ForAll int type, @ForAll("contents") byte[] content) {
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT)) {
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
        try (Gt06Harness heard = Gt06Harness.loggedIn(DeviceProfile.DEFAULT)) {
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
}
