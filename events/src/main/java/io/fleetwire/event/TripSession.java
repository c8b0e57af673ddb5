package io.fleetwire.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trip as the engine found it, on {@code fleet.trips}. Late records revise a trip: the same id again with a higher version.
 *
 * @param tripId the same for the same trip, however often it is computed
 * @param endedAt null while it lasts
 * @param distanceM metres driven
 * @param idleS seconds with the engine on and the vehicle standing
 * @param endReason {@code IGNITION_OFF}, {@code STANDSTILL}, {@code GAP} or {@code DRIVER}; null while it lasts
 * @param shortTrip below the minimum distance or duration: kept, flagged
 * @param gapDistanceM metres in a straight line across gaps of its fixes (null: unknown); not in {@code distanceM} unless the odometer confirms them
 * @param distanceSource {@code PATH}: along its fixes; {@code ODOMETER}: the odometer's difference, which the path confirms
 * @param version grows with every revision
 * @param deleted a revision found that this trip never was
 */
public record TripSession(
        String tripId,
        String vehicleId,
        @Nullable String driverId,
        State state,
        Instant startedAt,
        @Nullable Instant endedAt,
        double startLat,
        double startLon,
        @Nullable Double endLat,
        @Nullable Double endLon,
        double distanceM,
        double durationS,
        double idleS,
        double maxSpeedKmh,
        @Nullable String endReason,
        boolean shortTrip,
        @Nullable Double gapDistanceM,
        @Nullable String distanceSource,
        long version,
        boolean deleted) {

    /** A trip of which only the distance along its fixes is known. */
    public TripSession(
            String tripId,
            String vehicleId,
            @Nullable String driverId,
            State state,
            Instant startedAt,
            @Nullable Instant endedAt,
            double startLat,
            double startLon,
            @Nullable Double endLat,
            @Nullable Double endLon,
            double distanceM,
            double durationS,
            double idleS,
            double maxSpeedKmh,
            @Nullable String endReason,
            boolean shortTrip,
            long version,
            boolean deleted) {
        this(
                tripId,
                vehicleId,
                driverId,
                state,
                startedAt,
                endedAt,
                startLat,
                startLon,
                endLat,
                endLon,
                distanceM,
                durationS,
                idleS,
                maxSpeedKmh,
                endReason,
                shortTrip,
                null,
                null,
                version,
                deleted);
    }

    /** Whether the trip lasts. */
    public enum State {
        OPEN,
        CLOSED
    }
}
