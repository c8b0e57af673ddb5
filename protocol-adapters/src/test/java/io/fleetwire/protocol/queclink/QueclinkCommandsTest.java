package io.fleetwire.protocol.queclink;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Command;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.CommandFrame;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.contract.AdapterHarness;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** FACTS 4: the serial number of a command comes back in its acknowledgement. */
class QueclinkCommandsTest {

    private static final String DEVICE = "862894020180553";

    private final QueclinkAdapter adapter = new QueclinkAdapter();

    @Test
    void anAcknowledgementNamesItsCommand() throws Malformed {
        Command command =
                new Command("c-1", DEVICE, "custom", Map.of("text", "RTO=gv300,1,,,,,"), null, "ada", null, null);
        CommandFrame frame = adapter.command(session(), command);
        String text = frame.frame().toString(StandardCharsets.US_ASCII);
        assertThat(text).matches("AT\\+GTRTO=gv300,1,,,,,,[0-9A-F]{4}\\$").endsWith(frame.reference() + "$");
        String taken = "+ACK:GTRTO,060228," + DEVICE + ",gv300,GPS," + frame.reference() + ",20160309113550,132B$";
        assertThat(answers(taken)).singleElement().satisfies(answer -> {
            assertThat(answer.reference()).isEqualTo(frame.reference());
            assertThat(answer.refused()).isFalse();
            assertThat(answer.text()).isEqualTo("GTRTO taken");
        });
    }

    @Test
    void aReportAnswersNothing() {
        assertThat(answers("+RESP:GTPNA,060228," + DEVICE + ",,20160309113548,132B$"))
                .isEmpty();
    }

    private List<CommandAnswer> answers(String text) {
        Outcome.Step<QueclinkSession> step = (Outcome.Step<QueclinkSession>)
                adapter.receive(session(), Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII), AdapterHarness.NOW);
        return step.answers();
    }

    private static QueclinkSession session() {
        return new QueclinkSession(DEVICE, DeviceProfile.DEFAULT, 0);
    }
}
