package io.fleetwire.service.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored record, as charts need it. */
public record TelemetryItem(
        Instant at,
        @Nullable Double lat,
        @Nullable Double lon,
        boolean fixValid,
        @Nullable String rejected,
        @Nullable Double speedKmh,
        @Nullable Double headingDeg,
        @Nullable Double rpm,
        @Nullable Double coolantC,
        @Nullable Double fuelLevelPct,
        @Nullable Double anomalyScore,
        boolean isAnomaly,
        @Nullable Boolean ignition,
        @Nullable Double odometerM,
        @Nullable String tripId,
        @Nullable String driverId) {

    static TelemetryItem of(Row row) {
        return new TelemetryItem(
                row.instant("at"),
                row.numberOrNull("lat"),
                row.numberOrNull("lon"),
                row.flag("fix_valid"),
                row.textOrNull("rejected"),
                row.numberOrNull("speed_kmh"),
                row.numberOrNull("heading_deg"),
                row.numberOrNull("rpm"),
                row.numberOrNull("coolant_c"),
                row.numberOrNull("fuel_level_pct"),
                row.numberOrNull("anomaly_score"),
                row.flag("is_anomaly"),
                row.flagOrNull("ignition"),
                row.numberOrNull("odometer_m"),
                row.textOrNull("trip_id"),
                row.textOrNull("driver_id"));
    }
}
