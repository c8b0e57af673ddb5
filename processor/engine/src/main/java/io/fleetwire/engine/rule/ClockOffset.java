package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.AlertFact;
import io.fleetwire.engine.fact.FactId;
import io.fleetwire.event.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device's times are off by a steady multiple of 15 minutes: it sends local time. Alert {@code clock-offset}, with the setting that mends it; over once its
 * times are right.
 *
 * @param offsetMs how far its clock is ahead of UTC; negative: behind
 * @param sinceMs since when, by the gateway's clock
 */
public record ClockOffset(String vehicleId, String deviceId, long offsetMs, long sinceMs) {

    /** The rule id of a clock that is off. */
    public static final String ID = "clock-offset";

    /**
     * The alert.
     *
     * @param closedAt null while it is off
     */
    public AlertFact fact(@Nullable Instant closedAt) {
        String zone = zone(offsetMs);
        Alert alert = new Alert(
                FactId.of(ID, vehicleId, deviceId + '\n' + offsetMs, sinceMs),
                ID,
                Alert.Severity.INFO,
                closedAt == null ? Alert.State.OPEN : Alert.State.CLOSED,
                vehicleId,
                null,
                Instant.ofEpochMilli(sinceMs),
                closedAt,
                false,
                null,
                null,
                Map.of("offsetMin", offsetMs / 60_000.0),
                "Device " + deviceId + " sends local time: set its timeZone to " + zone);
        return new AlertFact(alert, 0, false);
    }

    /** The offset as the device's setting wants it, such as {@code +08:00}. */
    static String zone(long offsetMs) {
        Duration offset = Duration.ofMillis(Math.abs(offsetMs));
        return String.format(
                Locale.ROOT, "%s%02d:%02d", offsetMs < 0 ? "-" : "+", offset.toHours(), offset.toMinutesPart());
    }
}
