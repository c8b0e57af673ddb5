package io.fleetwire.engine.rule;

import io.fleetwire.engine.fact.Fact.AlertFact;
import io.fleetwire.engine.fact.FactId;
import io.fleetwire.event.Alert;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * No device of the vehicle has reported for three of its usual intervals (within the bounds of the settings): alert {@code device-silent}. A warning where
 * the vehicle was on its way, information where it was parked. It is over with the next record, and withdrawn where late records show that there was
 * no silence.
 *
 * @param lastHeardMs the time of the last record
 * @param afterMs how long a silence had to last
 * @param active the vehicle moved or idled then
 * @param lat where it was; NaN: nobody knows
 */
public record DeviceSilence(
        String vehicleId,
        String deviceId,
        @Nullable String driverId,
        long lastHeardMs,
        long afterMs,
        boolean active,
        double lat,
        double lon) {

    /** The rule id of a silent device. */
    public static final String ID = "device-silent";

    /** The alert while the silence lasts. */
    public AlertFact open() {
        return fact(null, Double.NaN, false);
    }

    /**
     * The alert once the device is heard again.
     *
     * @param atMs the time of the record
     * @param lagMs how long after that it was received
     */
    public AlertFact over(long atMs, long lagMs) {
        return fact(Instant.ofEpochMilli(atMs), (atMs - lastHeardMs) / 1000.0, lagMs > Episode.LATE_MS);
    }

    private AlertFact fact(@Nullable Instant closedAt, double silentS, boolean late) {
        Alert alert = new Alert(
                FactId.of(ID, vehicleId, "", lastHeardMs),
                ID,
                active ? Alert.Severity.WARNING : Alert.Severity.INFO,
                closedAt == null ? Alert.State.OPEN : Alert.State.CLOSED,
                vehicleId,
                driverId,
                Instant.ofEpochMilli(lastHeardMs + afterMs),
                closedAt,
                late,
                Double.isNaN(lat) ? null : lat,
                Double.isNaN(lon) ? null : lon,
                Double.isNaN(silentS) ? Map.of("afterS", afterMs / 1000.0) : Map.of("silentS", silentS),
                "Device " + deviceId + " is silent");
        return new AlertFact(alert, 0, false);
    }
}
