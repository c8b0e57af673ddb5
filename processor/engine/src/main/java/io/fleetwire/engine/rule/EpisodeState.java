package io.fleetwire.engine.rule;

import io.fleetwire.event.Alert;
import org.jspecify.annotations.Nullable;

/**
 * What the episode machine remembers of a condition that holds: suspected until {@code open}.
 *
 * @param sinceMs when the condition began to hold
 * @param seenMs the newest moment at which it held
 * @param offSinceMs since when it no longer holds; {@link #NEVER} while it does
 * @param worst the most extreme value; NaN where none was measured
 * @param valueSeconds the value integrated over time, for a mean
 * @param distanceM driven in it
 * @param reference what the rule compares with ({@link Rule#reference})
 * @param extra the rule's second figure, the largest ({@link Rule#extra})
 * @param device the device itself flagged it
 * @param late it opened by a record that came long after its time
 * @param told the severity last told; null before it opened
 * @param kind the kind of message it was told in
 */
public record EpisodeState(
        boolean open,
        long sinceMs,
        long seenMs,
        long offSinceMs,
        double worst,
        double valueSeconds,
        double distanceM,
        double reference,
        double extra,
        boolean device,
        boolean late,
        Alert.@Nullable Severity told,
        @Nullable String driverId,
        @Nullable String tripId,
        double lat,
        double lon,
        int kind) {

    /** No time. */
    public static final long NEVER = -1;

    /** Seconds from its beginning to its end, or to the newest moment. */
    public double durationS() {
        return (endMs() - sinceMs) / 1000.0;
    }

    /** The value's mean while the condition held; the worst where it held for a moment only. */
    double mean() {
        return seenMs > sinceMs ? valueSeconds / ((seenMs - sinceMs) / 1000.0) : worst;
    }

    /** When it ended, or was last seen. */
    long endMs() {
        return offSinceMs == NEVER ? seenMs : offSinceMs;
    }

    EpisodeState opened(Alert.Severity severity, boolean openedLate, @Nullable String inTrip) {
        return new EpisodeState(
                true,
                sinceMs,
                seenMs,
                offSinceMs,
                worst,
                valueSeconds,
                distanceM,
                reference,
                extra,
                device,
                openedLate,
                severity,
                driverId,
                inTrip,
                lat,
                lon,
                kind);
    }
}
