package io.fleetwire.protocol.queclink;

import io.fleetwire.protocol.DeviceProfile;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows.
 *
 * @param deviceId who is calling; null before the first message
 * @param refusedInARow messages that could not be read since the last one that could
 */
public record QueclinkSession(@Nullable String deviceId, DeviceProfile profile, int refusedInARow) {

    static final QueclinkSession NEW = new QueclinkSession(null, DeviceProfile.DEFAULT, 0);

    QueclinkSession refusedAgain() {
        return new QueclinkSession(deviceId, profile, refusedInARow + 1);
    }

    QueclinkSession understood() {
        return refusedInARow == 0 ? this : new QueclinkSession(deviceId, profile, 0);
    }
}
