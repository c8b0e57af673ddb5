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
