package io.fleetwire.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Command;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codec 12 and 14, against the vendor's and a peer's frames. */
class TeltonikaCommandsTest {

    private static final String IMEI = "352093081452251";

    private final TeltonikaAdapter adapter = new TeltonikaAdapter();

    /** The vendor's examples on its page about Codec 12 and 14, and traccar's encoder test. */
    @ParameterizedTest
    @CsvSource({
        "info,,'',false,000000000000000f0c010500000007676574696e666f0100004312",
        "custom,setdigout 11,text,false,00000000000000140c01050000000c7365746469676f7574203131010000bed5",
        "version,,'',true,00000000000000160e01050000000e0352093081452251676574766572010000d2c1"
    })
    void isWrittenAsInTheVendorsExamples(
            String name, @Nullable String value, String parameter, boolean addressed, String frame) throws Malformed {
        Map<String, String> params = value == null ? Map.of() : Map.of(parameter, value);
        assertThat(ByteBufUtil.hexDump(frame(name, params, addressed, false))).isEqualTo(frame);
    }

    @ParameterizedTest
    @CsvSource({
        "locate,'',false,getgps",
        "engineStop,'',false,setdigout 1 ? 20",
        "engineStop,'',true,setdigout 1",
        "engineResume,'',false,setdigout 0",
        "setOutput,output=1 state=on,false,setdigout 1",
        "setOutput,output=2 state=off,false,setdigout ?0",
        "setOutput,output=3 state=on seconds=60,false,setdigout ??1 ? ? 60",
        "readParameter,parameter=2004,false,getparam 2004",
        "setParameter,parameter=2004 value=gw.example.org,false,setparam 2004:gw.example.org",
        "deleteRecords,'',false,deleterecords",
        "reboot,'',false,cpureset"
    })
    void saysInTheDevicesWords(String name, String params, boolean whileMoving, String text) throws Malformed {
        Map<String, String> values = new HashMap<>();
        for (String pair : params.isEmpty() ? new String[0] : params.split(" ", -1)) {
            values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        ByteBuf frame = frame(name, values, false, whileMoving);
        assertThat(new TeltonikaTerminal(IMEI).asked(frame)).isEqualTo(text);
    }

    @Test
    void whatTheDeviceSaysIsReported() throws Malformed {
        ByteBuf asked = frame("info", Map.of(), false, false);
        ByteBuf answer = new TeltonikaTerminal(IMEI).answer(asked, "RTC:2026\r\nPWR:ext\r\n");
        assertThat(answers(IMEI, answer)).containsExactly(new CommandAnswer(null, false, "RTC:2026  PWR:ext"));
    }

    /** The vendor's answer to getinfo, as on its page. */
    @Test
    void theVendorsAnswerIsReported() {
        ByteBuf answer = Unpooled.wrappedBuffer(
                ByteBufUtil.decodeHexDump(
                        "00000000000000370c01060000002f4449313a31204449323a30204449333a302041494e313a302041494e323a313639323420444f313a3020444f323a3101000066e3"));
        assertThat(answers(IMEI, answer))
                .containsExactly(new CommandAnswer(null, false, "DI1:1 DI2:0 DI3:0 AIN1:0 AIN2:16924 DO1:0 DO2:1"));
    }

    @Test
    void aDeviceThatWasNotMeantRefuses() throws Malformed {
        ByteBuf asked = frame("version", Map.of(), true, false);
        TeltonikaTerminal other = new TeltonikaTerminal("356307042441013");
        assertThat(other.asked(asked)).isNull();
        assertThat(answers(IMEI, other.answer(asked, "")))
                .singleElement()
                .satisfies(answer -> assertThat(answer.refused()).isTrue());
    }

    /** What comes over the serial port, or for another device behind the same link, is no answer. */
    @Test
    void otherMessagesAreNoAnswers() {
        for (String frame : List.of(
                "00000000000000130d01060000000b0a81c320676574696e666f0100001d6b",
                "000000000000001b0f010b00000013654b65a4012345678912345648656c6c6f210a01000093d6",
                "000000000000000f0c010500000007676574696e666f0100004312")) {
            assertThat(answers(IMEI, Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(frame))))
                    .as(frame)
                    .isEmpty();
        }
    }

    @Test
    void whatItDoesNotKnowIsNotSent() {
        assertThatThrownBy(() -> frame("flyAway", Map.of(), false, false)).hasMessageContaining("no such command");
        assertThatThrownBy(() -> frame("setOutput", Map.of("output", "1"), false, false))
                .hasMessage("params.state is required");
        assertThatThrownBy(() -> frame("reboot", Map.of("now", "yes"), false, false))
                .hasMessageContaining("reboot has no parameter");
    }

    private ByteBuf frame(String name, Map<String, String> params, boolean addressed, boolean whileMoving)
            throws Malformed {
        TeltonikaSession session =
                new TeltonikaSession(IMEI, new DeviceProfile(null, null, false, false, addressed, false), 0);
        return adapter.command(session, new Command("c-1", IMEI, name, params, null, "ada", null, whileMoving))
                .frame();
    }

    private List<CommandAnswer> answers(String imei, ByteBuf frame) {
        TeltonikaSession session = new TeltonikaSession(imei, DeviceProfile.DEFAULT, 0);
        return adapter.receive(session, frame, Instant.EPOCH) instanceof Outcome.Step<TeltonikaSession> step
                ? step.answers()
                : List.of();
    }
}
