package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.workbench.Report;
import io.fleetwire.protocol.workbench.Request;
import io.fleetwire.protocol.workbench.Workbench;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies pasted from the middle of a dialogue are read as the gateway would read them there. */
class ObdWorkbenchTest {

    private static Report report(String text, Map<String, String> state) {
        return Workbench.report(
                Request.of(text.getBytes(StandardCharsets.US_ASCII), Instant.parse("2026-11-21T10:00:00Z"))
                        .in("obd")
                        .amid(state));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'7E804410C1AF8\r\r>', 1726",
        "'41 0C 1A F8\r\r>', 1726",
        "'18DAF11004410C1AF8\r\r>', 1726",
        "'7E804410C1AF8\r\r>7E803410D37\r\r>7E804410C0BB8\r\r>', 1726"
    })
    void whatTheBytesShowOfTheDialogueIsBelieved(String text, double rpm) {
        Report report = report(text, Map.of());
        assertThat(report.verdict()).isEqualTo(Report.Verdict.DECODED);
        assertThat(report.frames()).allSatisfy(frame -> {
            assertThat(frame.refused()).isEmpty();
            assertThat(frame.events()).hasSize(1);
        });
        assertThat(report.frames()
                        .getFirst()
                        .events()
                        .getFirst()
                        .path("engine")
                        .path("rpm")
                        .asDouble())
                .isEqualTo(rpm);
    }

    @Test
    void aStateThatIsGivenCountsMoreThanLooks() {
        Report off = report("7E804410C1AF8\r\r>", Map.of("headers", "off"));
        assertThat(off.verdict()).isEqualTo(Report.Verdict.REFUSED);
        assertThat(off.frames()).singleElement().satisfies(frame -> {
            assertThat(frame.refused()).isNotEmpty();
            assertThat(frame.parts()).anyMatch(part -> part.check() == Part.Check.FAILED);
        });
        Report other = report("7E804410C1AF8\r\r>", Map.of("headers", "on", "asked", "010D"));
        assertThat(other.frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.events())
                        .as("not the answer to this question")
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"headers, maybe", "asked, rm -rf", "colour, red"})
    void aStateThatNoDialogueHasIsRefused(String name, String value) {
        assertThatThrownBy(() -> report("41 0C 1A F8\r\r>", Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name.equals("colour") ? "headers" : name);
    }
}
