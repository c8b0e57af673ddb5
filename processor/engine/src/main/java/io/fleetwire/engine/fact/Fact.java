package io.fleetwire.engine.fact;

import io.fleetwire.event.Alert;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that is stored. Each kind has its table: a new one breaks the compile where it is written, rightly. */
public sealed interface Fact {

    /**
     * A row of {@code fact_telemetry}: every accepted record has one.
     *
     * @param recordId what makes the record the same record ({@link io.fleetwire.event.wire.RecordId})
     * @param rejected why its fix was not used; empty: it was
     * @param late it arrived after younger records of its vehicle
     * @param features what the autoencoder looks at; null where there is too little to look at
     */
    record TelemetryFact(
            Telemetry record,
            long recordId,
            String rejected,
            boolean late,
            @Nullable String driverId,
            @Nullable String tripId,
            @Nullable Features features)
            implements Fact {}

    /** A row of {@code fact_trip_sessions}; revised rows have the same trip id and a higher version. */
    record TripFact(TripSession trip) implements Fact {}

    /** A row of {@code fact_alerts}; a closed alert replaces its open one. */
    record AlertFact(Alert alert, long version) implements Fact {}

    /**
     * A row of {@code fact_driver_behavior}: an event that counts against a driver, or the driving it is measured by.
     *
     * @param eventId the same for the same event, however often it is computed
     * @param source {@code device} or {@code derived}
     * @param value the peak, in {@code unit}
     * @param distanceM metres driven in it (exposure, overspeed), else 0
     * @param durationS seconds it lasted
     * @param deleted a revision found that it never was
     */
    record BehaviorFact(
            String eventId,
            Kind kind,
            String vehicleId,
            @Nullable String driverId,
            @Nullable String tripId,
            Instant at,
            double value,
            String unit,
            double distanceM,
            double durationS,
            int severity,
            String source,
            @Nullable Double lat,
            @Nullable Double lon,
            long version,
            boolean deleted)
            implements Fact {

        /** What counts. */
        public enum Kind {
            EXPOSURE,
            HARSH_BRAKE,
            HARSH_ACCELERATION,
            HARSH_CORNERING,
            OVERSPEED,
            IDLING,
            CRASH
        }
    }
}
