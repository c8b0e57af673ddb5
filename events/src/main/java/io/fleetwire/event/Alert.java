package io.fleetwire.event;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
 * @param version of several states of one alert the highest counts, in whatever order they arrive; 0: written before alerts had versions
 * @param deleted withdrawn: later records showed that it never was; such an alert is also {@code CLOSED} where it opened
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
        String message,

        @JsonSetter(nulls = Nulls.AS_EMPTY) long version,

        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean deleted) {

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

    /** A conclusion that has not been given its version yet. */
    public Alert(
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
        this(
                id, rule, severity, state, vehicleId, driverId, openedAt, closedAt, late, lat, lon, measures, message,
                0, false);
    }

    /** The same as the given version. */
    public Alert withVersion(long newVersion) {
        return new Alert(
                id,
                rule,
                severity,
                state,
                vehicleId,
                driverId,
                openedAt,
                closedAt,
                late,
                lat,
                lon,
                measures,
                message,
                newVersion,
                deleted);
    }

    /** The version that takes the alert back: closed where it opened, for readers that know no withdrawal, and marked as withdrawn. */
    public Alert withdrawn(long newVersion) {
        return new Alert(
                id,
                rule,
                severity,
                State.CLOSED,
                vehicleId,
                driverId,
                openedAt,
                openedAt,
                late,
                lat,
                lon,
                measures,
                "Withdrawn, later records disprove it: " + message,
                newVersion,
                true);
    }
}
