package io.fleetwire.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know, on {@code fleet.alerts.outbound}. Keyed, not sealed: a new rule touches one folder.
 *
 * @param id the same for the same episode, however often it is computed
 * @param rule the rule's id, such as {@code overspeed}
 * @param closedAt null while the episode lasts
 * @param late raised from records that arrived after their time (a stored backlog)
 * @param measures what was measured, by name with unit ({@code speedKmh})
 * @param message one sentence for a person
 */
public record Alert(
        String id,
        String rule,
        Severity severity,
        State state,
        String vehicleId,
        @Nullable String driverId,
        Instant openedAt,
        @Nullable Instant closedAt,
        boolean late,
        @Nullable Double lat,
        @Nullable Double lon,
        Map<String, Double> measures,
        String message) {

    /** How urgent. */
    public enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }

    /** Whether the episode lasts. */
    public enum State {
        OPEN,
        CLOSED
    }

    public Alert {
        measures = Map.copyOf(measures);
    }
}
