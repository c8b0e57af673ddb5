package io.fleetwire.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Command;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.CommandFrame;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Type 80 and its answers, against the manual's and the field's frames. */
class Gt06CommandsTest {

    private static final Gt06Session SESSION =
            new Gt06Session("752533678900242", DeviceProfile.DEFAULT, null, 0, Gt06Model.ANY);

    private final Gt06Adapter adapter = new Gt06Adapter();

    /** Concox protocol V3.1: the command sos# with its language. */
    @Test
    void isWrittenAsInTheManual() {
        assertThat(ByteBufUtil.hexDump(Gt06Commands.frame(0, "sos#")))
                .isEqualTo("787810800800000000736f7323000200019a170d0a");
    }

    /** A server's command as a device in the field received it (traccar issue 3212). */
    @Test
    void aDeviceHearsWhatTheFieldSent() {
        ByteBuf frame = hex("787815800f0001a9584459442c3030303030302300a0dcf10d0a");
        assertThat(Gt06Terminal.asked(frame)).isEqualTo(new Gt06Terminal.Asked(0x0001A958, "DYD,000000#"));
    }

    @ParameterizedTest
    @CsvSource({
        "locate,WHERE#",
        "status,STATUS#",
        "info,PARAM#",
        "version,VERSION#",
        "reboot,RESET#",
        "engineStop,'RELAY,1#'",
        "engineResume,'RELAY,0#'"
    })
    void saysInTheDevicesWords(String name, String text) throws Malformed {
        CommandFrame frame = command("c-1", name, Map.of());
        assertThat(Gt06Terminal.asked(frame.frame())).extracting("text").isEqualTo(text);
    }

    @Test
    void valuesGoWhereTheyBelong() throws Malformed {
        CommandFrame frame = command("c-1", "setInterval", Map.of("moving", "10", "parked", "300"));
        assertThat(Gt06Terminal.asked(frame.frame())).extracting("text").isEqualTo("TIMER,10,300#");
        CommandFrame custom = command("c-1", "custom", Map.of("text", "SERVER,0,gw.example.org,5023,0"));
        assertThat(Gt06Terminal.asked(custom.frame())).extracting("text").isEqualTo("SERVER,0,gw.example.org,5023,0#");
    }

    @Test
    void anAnswerNamesItsCommand() throws Malformed {
        CommandFrame one = command("c-1", "status", Map.of());
        CommandFrame two = command("c-2", "status", Map.of());
        assertThat(one.reference()).isNotNull().isNotEqualTo(two.reference());

        Gt06Terminal.Asked asked = Objects.requireNonNull(Gt06Terminal.asked(two.frame()));
        ByteBuf answer = Gt06Terminal.answer(asked.flag(), "Battery:4.05V", 7);
        assertThat(answers(answer)).containsExactly(new CommandAnswer(two.reference(), false, "Battery:4.05V"));
    }

    /** "Sent" is not "done": what the manual says where a cut was refused or deferred. */
    @ParameterizedTest
    @CsvSource({
        "DYD=Unvalued Fix,true",
        "'Speed limit, cut later',true",
        "'Already in the state of fuel supply cut off,the command is not running!',true",
        "DYD=Success!,false"
    })
    void arefusalIsOne(String words, boolean refused) {
        assertThat(answers(Gt06Terminal.answer(7, words, 1)))
                .singleElement()
                .satisfies(answer -> assertThat(answer.refused()).isEqualTo(refused));
    }

    /** A clone that echoes no flag may answer whatever is open. */
    @Test
    void anAnswerWithoutAFlagNamesNothing() {
        assertThat(answers(Gt06Terminal.answer(0, "OK!", 1))).containsExactly(new CommandAnswer(null, false, "OK!"));
    }

    /** The longest text that is let through fits the short frame's length byte. */
    @Test
    void theLongestTextFits() throws Malformed {
        CommandFrame frame = command("c-1", "custom", Map.of("text", "A".repeat(200)));
        assertThat(frame.frame().readableBytes()).isLessThanOrEqualTo(2 + 1 + 255 + 2);
        assertThat(Gt06Terminal.asked(frame.frame())).extracting("text").isEqualTo("A".repeat(200) + "#");
        assertThat(Gt06Commands.frame(0, "A".repeat(Gt06Commands.MAX_TEXT_BYTES))
                        .getUnsignedByte(2))
                .isEqualTo((short) 255);
    }

    @Test
    void theAnswerToLocateIsARecordWithAFix() {
        String words =
                "Current position!Lat:N22.577156,Lon:E113.916838,Course:195.80,Speed:43.50,DateTime:2026-08-31 14:46:04";
        Outcome.Step<Gt06Session> step = (Outcome.Step<Gt06Session>)
                adapter.receive(SESSION, Gt06Terminal.answer(7, words, 1), Instant.parse("2026-08-31T14:46:09Z"));
        Telemetry event = (Telemetry) step.events().getFirst();
        assertThat(event.at()).isEqualTo(Instant.parse("2026-08-31T14:46:04Z"));
        assertThat(Objects.requireNonNull(event.fix()).lat()).isEqualTo(22.577156);
        assertThat(event.attributes()).containsEntry("text", words);
        assertThat(step.answers()).hasSize(1);
    }

    private CommandFrame command(String id, String name, Map<String, String> params) throws Malformed {
        return adapter.command(SESSION, new Command(id, "752533678900242", name, params, null, "ada", null, null));
    }

    private List<CommandAnswer> answers(ByteBuf frame) {
        return adapter.receive(SESSION, frame, Instant.EPOCH) instanceof Outcome.Step<Gt06Session> step
                ? step.answers()
                : List.of();
    }

    private static ByteBuf hex(String bytes) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Current position!Lat:N22.577156,Lon:W113.916838,Course:195.80,Speed:43.50,DateTime:2026-08-31  14:46:04|22.577156|-113.916838",
                "Current position! Lat:S22.577156, Lon:E113.916838, Course:195.80, Speed:43.50Km/h, DateTime:26-08-31 14:46:04|-22.577156|113.916838"
            })
    void aPlaceInWordsIsAFix(String words, double lat, double lon) {
        Gt06Whereabouts place = Objects.requireNonNull(Gt06Whereabouts.of(words));
        assertThat(place.fix().lat()).isEqualTo(lat);
        assertThat(place.fix().lon()).isEqualTo(lon);
        assertThat(place.fix().headingDeg()).isEqualTo(195.8);
        assertThat(place.fix().speedKmh()).isEqualTo(43.5);
        assertThat(Instant.ofEpochMilli(place.clockMs())).isEqualTo(Instant.parse("2026-08-31T14:46:04Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Current position!Lat:N0.000000,Lon:E0.000000,Course:0.00,Speed:0.00,DateTime:2026-08-31 14:46:04",
                "Current position!Lat:N95.577156,Lon:E113.916838,Course:0.00,Speed:0.00,DateTime:2026-08-31 14:46:04",
                "Current position!Lat:N22.577156,Lon:E113.916838,Course:0.00,Speed:0.00,DateTime:2026-02-31 14:46:04",
                "Last position!Lat:N22.577156,Lon:E113.916838,Course:0.00,Speed:0.00,DateTime:2026-08-31 14:46:04",
                "No data!"
            })
    void wordsThatSayNoPlaceAreWords(String words) {
        assertThat(Gt06Whereabouts.of(words)).isNull();
    }
}
