package io.fleetwire.gateway.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How every line of the log is written. Messages and the texts of exceptions may hold what strangers sent: both pass {@link Printable} here, so no call can
 * forget it. An event is one line; each line of a stack trace is indented, so none of them looks like an event.
 */
public final class LineLayout extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Frames of one exception that are written. */
    private static final int MAX_FRAMES = 100;

    /** Causes that are followed: an exception may be its own cause's cause. */
    private static final int MAX_CAUSES = 20;

    private static final String INDENT = "    ";

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder lines = new StringBuilder(160)
                .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append(' ')
                .append(String.format(Locale.ROOT, "%-5s", event.getLevel()))
                .append(' ')
                .append(simpleName(event.getLoggerName()))
                .append(" - ")
                .append(Printable.text(Objects.requireNonNullElse(event.getFormattedMessage(), "")))
                .append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        String relation = "";
        for (int i = 0; thrown != null && i < MAX_CAUSES; i++) {
            append(lines, relation, thrown);
            relation = "caused by ";
            thrown = thrown.getCause();
        }
        return lines.toString();
    }

    private static void append(StringBuilder lines, String relation, IThrowableProxy thrown) {
        lines.append(INDENT).append(relation).append(Printable.text(thrown.getClassName()));
        @Nullable String message = thrown.getMessage();
        if (message != null) {
            lines.append(": ").append(Printable.text(message));
        }
        lines.append('\n');
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int written = Math.min(MAX_FRAMES, frames.length - thrown.getCommonFrames());
        for (int i = 0; i < written; i++) {
            lines.append(INDENT)
                    .append(INDENT)
                    .append(Printable.text(frames[i].getSTEAsString()))
                    .append('\n');
        }
        for (IThrowableProxy suppressed : thrown.getSuppressed()) {
            lines.append(INDENT)
                    .append("suppressed ")
                    .append(Printable.text(suppressed.getClassName() + ": " + suppressed.getMessage()))
                    .append('\n');
        }
    }

    private static String simpleName(String logger) {
        return Printable.text(logger.substring(logger.lastIndexOf('.') + 1));
    }
}
