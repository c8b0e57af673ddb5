package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.DeviceProfile;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows of its device.
 *
 * @param imei null until the login was accepted
 * @param refusedInARow packets that could not be decoded since the last one that could
 */
public record TeltonikaSession(@Nullable String imei, DeviceProfile profile, int refusedInARow) {

    /** Nothing said yet. */
    static final TeltonikaSession NEW = new TeltonikaSession(null, DeviceProfile.DEFAULT, 0);

    TeltonikaSession refusedAgain() {
        return new TeltonikaSession(imei, profile, refusedInARow + 1);
    }

    TeltonikaSession understood() {
        return refusedInARow == 0 ? this : new TeltonikaSession(imei, profile, 0);
    }
}
