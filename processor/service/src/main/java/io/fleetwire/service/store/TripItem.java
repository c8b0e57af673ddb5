package io.fleetwire.service.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.wire.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trip as screens and scripts see it.
 *
 * @param isShort below the minimum distance or duration
 * @param version of several states of one trip the highest counts
 * @param deleted a revision found that this trip never was; absent otherwise
 */
public record TripItem(
        String tripId,
        String vehicleId,
        @Nullable String driverId,
        TripSession.State state,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Double startLat,
        @Nullable Double startLon,
        @Nullable Double endLat,
        @Nullable Double endLon,
        double distanceM,
        double durationS,
        double idleS,
        double maxSpeedKmh,
        @Nullable String endReason,
        @JsonProperty("short") boolean isShort,
        long version,
        @Nullable Boolean deleted) {

    public static TripItem of(TripSession trip) {
        return new TripItem(
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
                trip.version(),
                trip.deleted() ? true : null);
    }

    public static String json(TripSession trip) {
        try {
            return Json.mapper().writeValueAsString(of(trip));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
