package io.fleetwire.engine.rule;

import io.fleetwire.engine.config.Limits;
import io.fleetwire.event.Signal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rules may look at: one observation of a vehicle, cleaned. A number is NaN where it could not be measured.
 *
 * @param lagMs how long after it was made it was received
 * @param hasFix the observation has a fix that is believed
 * @param lat the newest believed place, also where this observation has none
 * @param previousAtMs when the fix before was made
 * @param previousLat the place of the fix before; NaN with {@code hasFix} for the first fix ever
 * @param accuracyM radius of the 68 % circle
 * @param speedKmh only with {@code hasFix}
 * @param previousSpeedKmh the speed of the fix before
 * @param distanceM driven since the fix before
 * @param accelerationMs2 along the way; only where fixes are at most 2 s apart and good enough
 * @param lateralMs2 across it, to either side; under the same condition
 * @param horizontalG the accelerometer without its vertical axis, which feels potholes
 * @param idle standing with the engine running
 * @param towed parked with the ignition off, and yet going far away
 * @param deviceDetects the device itself reports harsh manoeuvres: then only it does
 * @param activeIntervalMs how long the device usually waits between reports while the vehicle is on its way; 0: unknown
 * @param parkedIntervalMs the same while it is parked
 * @param kind what kind of message of which device it is
 */
public record RuleInput(
        String vehicleId,
        @Nullable String driverId,
        @Nullable String tripId,
        long atMs,
        long lagMs,
        boolean hasFix,
        double lat,
        double lon,
        long previousAtMs,
        double previousLat,
        double previousLon,
        double accuracyM,
        double speedKmh,
        double previousSpeedKmh,
        double distanceM,
        double accelerationMs2,
        double lateralMs2,
        double horizontalG,
        boolean idle,
        boolean towed,
        boolean deviceDetects,
        long activeIntervalMs,
        long parkedIntervalMs,
        int kind,
        Set<Signal> signals,
        Limits limits) {

    /** Whether the device flagged this. */
    public boolean signals(Signal signal) {
        return !signals.isEmpty() && signals.contains(signal);
    }
}
