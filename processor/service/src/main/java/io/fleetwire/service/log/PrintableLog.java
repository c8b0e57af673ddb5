package io.fleetwire.service.log;

import io.fleetwire.event.PrintableText;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Every line of the log passes here: its message, whatever was put into it, is on one line, and the texts of its exceptions are, too. Libraries quote what they
 * could not read, so a text with a line end in it could otherwise begin a line that nobody wrote.
 */
@LoggingFilter(name = "printable")
public final class PrintableLog implements Filter {

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (entry instanceof ExtLogRecord written) {
            String message = String.valueOf(written.getFormattedMessage());
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
