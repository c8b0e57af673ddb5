package io.fleetwire.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** The log as it is configured, with what strangers can put into it. */
class LogTest {

    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws JoranException {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                Objects.requireNonNull(LogTest.class.getClassLoader().getResource("fleetwire-gateway-logback.xml")));
        if (context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDOUT")
                instanceof ConsoleAppender<ILoggingEvent> console) {
            console.setOutputStream(captured);
        }
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aDevicesTextCannotForgeLines() {
        context.getLogger("io.fleetwire.x").info("refused {}", "evil\r\n2026 ERROR all is lost\u001b[31m");
        assertThat(lines()).singleElement().asString().contains("refused evil??2026 ERROR all is lost?[31m");
    }

    /** What a device said stands in messages of exceptions as well, which come with line ends of their own. */
    @Test
    void anExceptionsTextCannotForgeLines() {
        Exception cause = new IllegalStateException("bad\r\n2026-11-21T10:00:00.000Z ERROR Forged - all is lost");
        Exception failure = new IllegalArgumentException("worse\u2028forged\u0085forged\u202eforged", cause);
        failure.addSuppressed(new IllegalStateException("hidden\nforged"));
        context.getLogger("io.fleetwire.x").error("a publish failed", failure);
        assertThat(lines()).first().asString().endsWith("ERROR x - a publish failed");
        assertThat(lines().stream().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    "));
        assertThat(lines())
                .anyMatch(line -> line.contains("IllegalArgumentException: worse?forged?forged?forged"))
                .anyMatch(line -> line.contains("caused by java.lang.IllegalStateException: bad??2026-11-21"))
                .anyMatch(line -> line.contains("suppressed java.lang.IllegalStateException: hidden?forged"))
                .anyMatch(line -> line.contains("LogTest.anExceptionsTextCannotForgeLines"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r", "\t", "\u0000", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029", "\u200e",
                "\u200f", "\u061c", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\ud800"
            })
    void whatIsMoreThanAPictureIsAQuestionMark(String character) {
        context.getLogger("io.fleetwire.x").info("refused {}", "evil" + character + "id");
        assertThat(lines()).singleElement().asString().endsWith("refused evil?id");
    }

    @Test
    void lettersOfAnyScriptStay() {
        context.getLogger("io.fleetwire.x").info("refused {}", "žluťoučký 车辆 مركبة 🚚");
        assertThat(lines()).singleElement().asString().endsWith("refused žluťoučký 车辆 مركبة 🚚");
    }

    @Test
    void aFloodOfOneMessageLeavesTheOthersReadable() {
        Logger logger = context.getLogger("io.fleetwire.x");
        for (int i = 0; i < 10_000; i++) {
            logger.info("refused {}", i);
        }
        logger.info("something else");
        assertThat(lines()).hasSize(RateLimitFilter.BURST + 1).last().asString().endsWith("something else");
    }

    private List<String> lines() {
        return captured.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
