package io.fleetwire.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a driver reports of the own shift, on {@code fleet.events.driver}. {@code SHIFT_START} assigns the driver to the vehicle until
 * {@code SHIFT_END} or another driver's {@code SHIFT_START}.
 *
 * @param deviceId the app or tracker that reports; null where the event names only the driver
 * @param vehicleId the vehicle that device is assigned to; the driver's id where no vehicle is known
 */
public record DriverEvent(
        String driverId,
        @Nullable String deviceId,
        String vehicleId,
        Kind event,
        Instant at,
        @Nullable Double lat,
        @Nullable Double lon,
        @Nullable String note)
        implements VehicleEvent {

    /** What happened. */
    public enum Kind {
        SHIFT_START,
        SHIFT_END,
        AVAILABLE,
        BUSY,
        SOS,
        CHECKLIST
    }

    public DriverEvent {
        Ids.require("driverId", driverId);
        Ids.require("vehicleId", vehicleId);
        Validation.optionalIds(deviceId);
        Validation.place(lat, lon);
        Validation.note(note, TripEvent.MAX_NOTE);
    }

    /** The same event for the vehicle its device is assigned to. */
    public DriverEvent forVehicle(String vehicle) {
        return new DriverEvent(driverId, deviceId, vehicle, event, at, lat, lon, note);
    }
}
