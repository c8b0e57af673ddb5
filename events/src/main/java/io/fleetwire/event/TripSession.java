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
        long version,
        boolean deleted) {

    /** Whether the trip lasts. */
    public enum State {
        OPEN,
        CLOSED
    }
}
