package io.fleetwire.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** Whoever forges a line of the log needs a line end in it. */
class PrintableLogTest {

    private static final String FORGED =
            "x\n2026-11-30T00:00:00.000Z INFO  io.fl.Access the administrator logged in\u2028\u202E\u001b[2J";

    private static ExtLogRecord cleaned(ExtLogRecord entry) {
        assertThat(new PrintableLog().isLoggable(entry)).isTrue();
        return entry;
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aMessageStaysOnItsLine() {
        ExtLogRecord entry = new ExtLogRecord(Level.INFO, "device %s said %s", ExtLogRecord.FormatStyle.PRINTF, "here");
        entry.setParameters(new Object[] {FORGED, "50% {0}"});
        assertThat(cleaned(entry).getMessage())
                .startsWith("device x?2026-11-30")
                .endsWith("said 50% {0}")
                .doesNotContain("\n", "\u2028", "\u202E", "\u001b");
    }

    @Test
    void theTextsOfExceptionsStayOnTheirLinesAndTheirPlacesStay() {
        RuntimeException thrown = new IllegalStateException(FORGED, new IllegalArgumentException("cause " + FORGED));
        thrown.addSuppressed(new IllegalArgumentException("suppressed " + FORGED));
        ExtLogRecord entry = new ExtLogRecord(Level.SEVERE, "a call failed", "here");
        entry.setThrown(thrown);
        String trace = stackTrace(cleaned(entry).getThrown());
        assertThat(trace)
                .contains(
                        "java.lang.IllegalStateException: x?2026",
                        "Caused by: java.lang.IllegalArgumentException: cause x?");
        assertThat(trace)
                .contains("Suppressed: java.lang.IllegalArgumentException: suppressed x?", "PrintableLogTest.java:");
        assertThat(trace.lines()).noneMatch(line -> line.startsWith("2026"));
        assertThat(trace).doesNotContain("\u2028", "\u202E", "\u001b");
    }

    @Test
    void aCircleOfCausesEnds() {
        RuntimeException first = new RuntimeException("first");
        first.addSuppressed(new RuntimeException("second", first));
        ExtLogRecord entry = new ExtLogRecord(Level.SEVERE, "x", "here");
        entry.setThrown(first);
        assertThat(stackTrace(cleaned(entry).getThrown())).contains("first", "second");
    }
}
