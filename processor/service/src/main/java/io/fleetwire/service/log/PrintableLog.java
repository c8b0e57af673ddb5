package io.fleetwire.service.log;

import io.fleetwire.event.PrintableText;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Every line of the log passes here: its message, whatever was put into it, is on one line, and the texts of its exceptions are, too. Libraries quote what they
 * could not read, so a text with a line end in it could otherwise begin a line that nobody wrote.
 */
@LoggingFilter(name = "printable")
public final class PrintableLog implements Filter {

    /** The message with what was put into it, and nothing around. */
    private static final ExtFormatter MESSAGE = new ExtFormatter() {
        @Override
        public String format(ExtLogRecord entry) {
            return formatMessage(entry);
        }
    };

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (entry instanceof ExtLogRecord written) {
            String message = String.valueOf(MESSAGE.format(written));
            String clean = PrintableText.of(message);
            if (!clean.equals(message)) {
                written.setMessage(clean, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
        }
        if (entry.getThrown() != null) {
            entry.setThrown(PrintableThrowable.of(entry.getThrown()));
        }
        return true;
    }
}
