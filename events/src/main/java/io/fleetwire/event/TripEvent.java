package io.fleetwire.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a driver app reports of a delivery trip, on {@code fleet.trip.events}.
 *
 * @param deviceId the app or tracker that reports
 * @param vehicleId the vehicle that device is assigned to
 * @param lat degrees; null with {@code lon} where the app had no fix
 */
public record TripEvent(
        String deviceId,
        String vehicleId,
        @Nullable String driverId,
        Kind event,
        Instant at,
        @Nullable String tripId,
        @Nullable String orderId,
        @Nullable String stopId,
        @Nullable Double lat,
        @Nullable Double lon,
        @Nullable String note)
        implements VehicleEvent {

    /** What happened. */
    public enum Kind {
        TRIP_START,
        TRIP_END,
        STOP_ARRIVED,
        STOP_DEPARTED,
        DELIVERED,
        DELIVERY_FAILED,
        BREAK_START,
        BREAK_END
    }

    /** Longest note, in characters. */
    public static final int MAX_NOTE = 1_000;

    public TripEvent {
        Ids.require("deviceId", deviceId);
        Ids.require("vehicleId", vehicleId);
        Validation.optionalIds(driverId, tripId, orderId, stopId);
        Validation.place(lat, lon);
        Validation.note(note, MAX_NOTE);
    }

    /** The same event for the vehicle its device is assigned to. */
    public TripEvent forVehicle(String vehicle) {
        return new TripEvent(deviceId, vehicle, driverId, event, at, tripId, orderId, stopId, lat, lon, note);
    }
}
