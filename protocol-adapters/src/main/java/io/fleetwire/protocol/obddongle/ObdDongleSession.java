package io.fleetwire.protocol.obddongle;

import io.fleetwire.protocol.DeviceProfile;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows.
 *
 * @param imei who is calling; null before the first frame
 * @param badInARow frames that could not be opened since the last good one
 */
public record ObdDongleSession(@Nullable String imei, DeviceProfile profile, int badInARow) {

    static final ObdDongleSession NEW = new ObdDongleSession(null, DeviceProfile.DEFAULT, 0);

    ObdDongleSession of(String id, DeviceProfile its) {
        return new ObdDongleSession(id, its, badInARow);
    }

    ObdDongleSession afterBad() {
        return new ObdDongleSession(imei, profile, badInARow + 1);
    }

    ObdDongleSession afterGood() {
        return badInARow == 0 ? this : new ObdDongleSession(imei, profile, 0);
    }
}
