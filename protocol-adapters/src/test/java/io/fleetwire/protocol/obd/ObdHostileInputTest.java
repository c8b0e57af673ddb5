package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObdHostileInputTest {

    @Test
    void anEndlessIdentificationLineEndsTheStream() {
        assertThatThrownBy(() -> hear("ID " + "4".repeat(ObdFramer.MAX_IDENTIFICATION)))
                .isInstanceOf(TooLongFrameException.class)
                .hasMessage("identification line over 128 bytes");
    }

    @Test
    void anEndlessLineEndsTheStream() {
        assertThatThrownBy(() -> hear("ID 4711\r" + "A".repeat(ObdFramer.MAX_LINE + 1)))
                .isInstanceOf(TooLongFrameException.class)
                .hasMessage("line over 512 bytes");
    }

    @Test
    void aReplyWithoutAPromptEndsTheStream() {
        assertThatThrownBy(() -> hear("ID 4711\r" + "NO DATA\r".repeat(ObdFramer.MAX_REPLY / 8 + 1)))
                .isInstanceOf(TooLongFrameException.class)
                .hasMessage("reply over 2048 bytes");
    }

    private static void hear(String text) {
        EmbeddedChannel channel = new EmbeddedChannel(new ObdFramer());
        try {
            channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "7E8101449020 1,incomplete",
        "7E82133423238523841,consecutive frame without a first",
        "7E81005490201,first frame: announces 5 bytes",
        "7E81000490201,first frame: announces 0 bytes",
        "7E807410C,'single frame: 7 bytes announced, 2 there'",
        "7E803410C1A,PID 0C: 1 bytes are no whole value",
        "7E814,first frame: announces 0 bytes",
        "486B10,neither header nor data: 486B10",
    })
    void whatIsNotWholeIsNamed(String line, String reason) {
        ElmReply reply = ElmReply.parse(line + "\r\r", null, true);
        assertThat(reply.messages())
                .singleElement()
                .isInstanceOfSatisfying(
                        ObdMessage.Broken.class,
                        broken -> assertThat(broken.reason()).isEqualTo(reason));
    }

    /** ELM327 data sheet, "Error messages and alerts". */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "NO DATA,NO DATA",
        "UNABLE TO CONNECT,UNABLE TO CONNECT",
        "BUS BUSY,BUS BUSY",
        "BUS ERROR,BUS ERROR",
        "CAN ERROR,CAN ERROR",
        "DATA ERROR,DATA ERROR",
        "<DATA ERROR,DATA ERROR",
        "<RX ERROR,RX ERROR",
        "FB ERROR,FB ERROR",
        "BUFFER FULL,BUFFER FULL",
        "STOPPED,STOPPED",
        "err94,ERR94",
        "LV RESET,LV RESET",
        "!ACT ALERT,ACT ALERT",
        "!LP ALERT,LP ALERT",
        "ERROR,ERROR",
        "?,?",
        "SEARCHING...UNABLE TO CONNECT,UNABLE TO CONNECT",
    })
    void statusWordsAreErrorsAndNoData(String line, String error) {
        ElmReply reply = ElmReply.parse("\r" + line + "\r\r", null, true);
        assertThat(reply.errors()).containsExactly(error);
        assertThat(reply.messages()).isEmpty();
        assertThat(reply.texts()).isEmpty();
    }

    @Property(tries = 20_000)
    void anyLineIsReadOrRefused(@ForAll("lines") String text, @ForAll boolean headers) {
        ElmReply reply = ElmReply.parse(text, "010C", headers);
        assertThat(reply.messages().size()
                        + reply.errors().size()
                        + reply.texts().size())
                .isLessThanOrEqualTo(text.length() + 1);
    }

    @Property(tries = 300)
    void anAdapterThatSaysAnythingNeverBreaksTheConversation(@ForAll("lines") String text) {
        try (Drive drive = new Drive(new ElmDevice("4711", new Car()))) {
            drive.until(Duration.ofSeconds(2));
            drive.line = said -> said.isEmpty() ? said : text.replace(">", "") + "\r>";
            drive.until(Duration.ofSeconds(4));
            drive.line = said -> said;
            drive.until(Duration.ofSeconds(70));
            assertThat(drive.events.getLast().engine().rpm()).isEqualTo(1_726);
        }
    }

    /** Mostly what an adapter might say. */
    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(
                        "7E8",
                        "7E9",
                        "18DAF110",
                        "41",
                        "43",
                        "49",
                        "02",
                        "0C",
                        "10",
                        "21",
                        "14",
                        "00",
                        "FF",
                        " ",
                        "\r",
                        "\0",
                        ":",
                        "0:",
                        "SEARCHING...",
                        "NO DATA",
                        "?",
                        "A",
                        "x",
                        "\u00ff")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }
}
