package io.fleetwire.engine.fact;

import io.fleetwire.event.Alert;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.TripSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that is stored. Each kind has its table: a new one breaks the compile where it is written, rightly. */
public sealed interface Fact {

    /**
     * A row of {@code fact_telemetry}: every record has one, whatever is wrong with it; an exact duplicate has none of its own.
     *
     * @param recordId what makes the record the same record ({@link io.fleetwire.event.wire.RecordId})
     * @param rejected why it was not used; empty: it was
     * @param late it arrived after younger records of its vehicle
     * @param driverId the driver as far as known when the record arrived
     * @param tripId the trip as far as known when the record arrived
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

    /**
     * A row of {@code fact_app_events}: what a driver's app reported, as it said it. The same report again is the same row.
     *
     * @param kind the event's name, such as {@code DELIVERED}
     * @param tripId the app's own trip, as are order and stop
     * @param receivedAt when Kafka got it
     */
    record AppEventFact(
            String eventId,
            String vehicleId,
            @Nullable String deviceId,
            @Nullable String driverId,
            String kind,
            Instant at,
            @Nullable String tripId,
            @Nullable String orderId,
            @Nullable String stopId,
            @Nullable Double lat,
            @Nullable Double lon,
            @Nullable String note,
            Instant receivedAt)
            implements Fact {

        /** The fact of a delivery's event. */
        public static AppEventFact of(TripEvent event, Instant receivedAt) {
            String subject =
                    event.deviceId() + '\n' + event.driverId() + '\n' + event.orderId() + '\n' + event.stopId();
            return new AppEventFact(
                    FactId.of(
                            event.event().name(),
                            event.vehicleId(),
                            subject,
                            event.at().toEpochMilli()),
                    event.vehicleId(),
                    event.deviceId(),
                    event.driverId(),
                    event.event().name(),
                    event.at(),
                    event.tripId(),
                    event.orderId(),
                    event.stopId(),
                    event.lat(),
                    event.lon(),
                    event.note(),
                    receivedAt);
        }

        /** The fact of a driver's event. */
        public static AppEventFact of(DriverEvent event, Instant receivedAt) {
            return new AppEventFact(
                    FactId.of(
                            event.event().name(),
                            event.vehicleId(),
                            event.driverId(),
                            event.at().toEpochMilli()),
                    event.vehicleId(),
                    event.deviceId(),
                    event.driverId(),
                    event.event().name(),
                    event.at(),
                    null,
                    null,
                    null,
                    event.lat(),
                    event.lon(),
                    event.note(),
                    receivedAt);
        }
    }

    /**
     * A conclusion: the same {@link #id} again with a higher {@link #version} replaces what was said before, and a deleted one takes it back.
     */
    sealed interface Revisable extends Fact {

        /** The same for the same thing, however often it is computed. */
        String id();

        /** Grows with everything that is concluded about the vehicle. */
        long version();

        /** A revision found that it never was. */
        boolean deleted();

        /** The same conclusion with another version. */
        Revisable revised(long version, boolean deleted);
    }

    /** A row of {@code fact_trip_sessions}. */
    record TripFact(TripSession trip) implements Revisable {

        @Override
        public String id() {
            return trip.tripId();
        }

        @Override
        public long version() {
            return trip.version();
        }

        @Override
        public boolean deleted() {
            return trip.deleted();
        }

        @Override
        public TripFact revised(long version, boolean deleted) {
            return new TripFact(new TripSession(
                    trip.tripId(),
                    trip.vehicleId(),
                    trip.driverId(),
                    trip.state(),
                    trip.startedAt(),
                    trip.endedAt(),
                    trip.startLat(),
                    trip.startLon(),
                    trip.endLat(),
                    trip.endLon(),
                    trip.distanceM(),
                    trip.durationS(),
                    trip.idleS(),
                    trip.maxSpeedKmh(),
                    trip.endReason(),
                    trip.shortTrip(),
                    trip.gapDistanceM(),
                    trip.distanceSource(),
                    version,
                    deleted));
        }
    }

    /** A row of {@code fact_alerts}; a closed alert replaces its open one. */
    record AlertFact(Alert alert, long version, boolean deleted) implements Revisable {

        @Override
        public String id() {
            return alert.id();
        }

        @Override
        public AlertFact revised(long newVersion, boolean nowDeleted) {
            return new AlertFact(alert, newVersion, nowDeleted);
        }
    }

    /**
     * A row of {@code fact_driver_behavior}: an event that counts against a driver, or the driving it is measured by.
     *
     * @param source {@code device} or {@code derived}
     * @param value the peak, in {@code unit}; NaN where the device gave no number
     * @param distanceM metres driven in it (exposure, overspeed), else 0
     * @param durationS seconds it lasted
     * @param severity 0 for exposure, 1 minor, 2 major, 3 severe
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
            implements Revisable {

        /** What counts. */
        public enum Kind {
            /** Driving within a trip, in slices of at most five minutes: what the others are measured by. */
            EXPOSURE,
            HARSH_BRAKE,
            HARSH_ACCELERATION,
            HARSH_CORNERING,
            OVERSPEED,
            IDLING,
            CRASH
        }

        @Override
        public String id() {
            return eventId;
        }

        @Override
        public BehaviorFact revised(long newVersion, boolean nowDeleted) {
            return new BehaviorFact(
                    eventId,
                    kind,
                    vehicleId,
                    driverId,
                    tripId,
                    at,
                    value,
                    unit,
                    distanceM,
                    durationS,
                    severity,
                    source,
                    lat,
                    lon,
                    newVersion,
                    nowDeleted);
        }
    }
}
