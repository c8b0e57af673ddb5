package io.fleetwire.sim.device;

import io.fleetwire.event.Telemetry;
import io.fleetwire.sim.world.CarState;
import java.util.List;

/**
 * A device without a network, in event time: what it says goes through the bytes of its protocol and the gateway's adapter, so that its records are rounded
 * as real ones are.
 */
@FunctionalInterface
public interface OfflineDevice {

    /** The records that its sensors make; called once a second. They are still for a vehicle named like the device. */
    List<Telemetry> sense(CarState shown);

    /** A Teltonika tracker that reads its driver's iButton. */
    static OfflineDevice teltonika(String imei, long driverTag) {
        return OfflineTrackers.teltonika(imei, driverTag);
    }

    /** A GT06 tracker. */
    static OfflineDevice gt06(String imei) {
        return OfflineTrackers.gt06(imei);
    }

    /**
     * An OBD dongle.
     *
     * @param phaseMs when the gateway asks, after the sensors were read: less than a second
     */
    static OfflineDevice obd(String id, long phaseMs) {
        return new OfflineDongle(id, phaseMs);
    }

    /** A driver's phone that reports the place. */
    static OfflineDevice phone(String id) {
        return shown -> List.of(PhoneDevice.telemetry(id, shown));
    }
}
