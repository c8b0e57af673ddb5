package io.fleetwire.service.log;

import io.fleetwire.event.PrintableText;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An exception as the log shows it: the same places, causes and suppressed ones, and texts that stay on their line. */
@SuppressWarnings("OverrideThrowableToString") // what it shows begins with the original's class
final class PrintableThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    /** Longest text of an exception in the log. */
    private static final int MOST_CHARACTERS = 1_000;

    /** Causes and suppressed exceptions that are shown, of one log line. */
    private static final int MOST_SHOWN = 50;

    private final String shown;

    private PrintableThrowable(Throwable original, @Nullable Throwable cause) {
        super(null, cause, true, true);
        this.shown = PrintableText.of(String.valueOf(original), MOST_CHARACTERS);
        setStackTrace(original.getStackTrace());
    }

    static Throwable of(Throwable original) {
        return of(original, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static PrintableThrowable of(Throwable original, Set<Throwable> seen) {
        seen.add(original);
        Throwable cause = original.getCause();
        PrintableThrowable clean =
                new PrintableThrowable(original, cause != null && isShown(cause, seen) ? of(cause, seen) : null);
        for (Throwable suppressed : original.getSuppressed()) {
            if (isShown(suppressed, seen)) {
                clean.addSuppressed(of(suppressed, seen));
            }
        }
        return clean;
    }

    private static boolean isShown(Throwable one, Set<Throwable> seen) {
        return seen.size() < MOST_SHOWN && !seen.contains(one);
    }

    @Override
    public String toString() {
        return shown;
    }
}
