package io.fleetwire.engine.vehicle;

import io.fleetwire.event.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Who drives: whoever started a shift, or a trip in the app, else whose tag the device read last.
 *
 * <p>A shift whose end was forgotten ends by itself after {@code shiftMs} of the settings, or a driver would be charged for weeks of others' driving.
 *
 * @param onShift assigned by the driver's own report, which a tag does not overrule
 * @param sinceMs when the shift began; {@link Track#NEVER} without one
 */
record Driver(@Nullable String id, boolean onShift, long sinceMs) {

    static final Driver NOBODY = new Driver(null, false, Track.NEVER);

    Driver tagged(@Nullable String tag) {
        return onShift || tag == null || tag.equals(id) || !Ids.isId(tag) ? this : new Driver(tag, false, Track.NEVER);
    }

    Driver shiftStarted(@Nullable String driverId, long atMs) {
        return driverId == null ? this : new Driver(driverId, true, atMs);
    }

    /** Another driver's end of shift changes nothing. */
    Driver shiftEnded(@Nullable String driverId) {
        return onShift && driverId != null && driverId.equals(id) ? NOBODY : this;
    }

    /** Whether the shift has lasted for so long that its end was forgotten. */
    boolean isExpired(long atMs, long shiftMs) {
        return onShift && atMs - sinceMs >= shiftMs;
    }
}
