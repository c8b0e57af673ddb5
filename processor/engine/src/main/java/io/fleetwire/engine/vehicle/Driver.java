package io.fleetwire.engine.vehicle;

import io.fleetwire.event.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Who drives: whoever started a shift, or a trip in the app, else whose tag the device read last.
 *
 * @param onShift assigned by the driver's own report, which a tag does not overrule
 */
record Driver(@Nullable String id, boolean onShift) {

    static final Driver NOBODY = new Driver(null, false);

    Driver tagged(@Nullable String tag) {
        return onShift || tag == null || tag.equals(id) || !Ids.isId(tag) ? this : new Driver(tag, false);
    }

    Driver shiftStarted(@Nullable String driverId) {
        return driverId == null ? this : new Driver(driverId, true);
    }

    /** Another driver's end of shift changes nothing. */
    Driver shiftEnded(@Nullable String driverId) {
        return onShift && driverId != null && driverId.equals(id) ? NOBODY : this;
    }
}
