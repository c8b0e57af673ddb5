package io.fleetwire.gateway.identity;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.protocol.DeviceProfile;

/**
 * A device in the registry.
 *
 * @param profile what its settings say to its adapter, read once
 * @param requirements what its settings say to the door
 */
public record KnownDevice(ConfigEntry.Device entry, DeviceProfile profile, Requirements requirements) {

    /** Its event, for the vehicle it is assigned to: what the registry says counts, not what a message claims. */
    public VehicleEvent assign(VehicleEvent event) {
        String vehicle = entry.vehicleId();
        if (event.vehicleId().equals(vehicle)) {
            return event;
        }
        return switch (event) {
            case Telemetry telemetry -> telemetry.forVehicle(vehicle);
            case TripEvent trip -> trip.forVehicle(vehicle);
            case DriverEvent driver -> driver.forVehicle(vehicle);
        };
    }

    /** Whether it is let in at all. */
    public boolean isActive() {
        return entry.status() == ConfigEntry.Device.Status.ACTIVE;
    }

    /** Whether it may speak this protocol once it has proved its secret: it is the one it is registered for, or it is registered for none in particular. */
    public boolean speaks(String protocol) {
        return entry.protocol() == null || entry.protocol().equals(protocol);
    }

    /**
     * Whether it may speak this protocol without its secret, for which a tracker's protocol has no place. A device that is registered without a protocol has a
     * secret that somebody was told: it is let in only where the secret is asked for.
     */
    boolean speaksWithoutSecret(String protocol) {
        return speaks(protocol) && (entry.protocol() != null || entry.secretHash() == null);
    }
}
