package io.fleetwire.protocol.jt808;

import io.fleetwire.protocol.DeviceProfile;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows.
 *
 * @param deviceId who is calling; null before the first message
 * @param nextSerial of the server's own messages, 0 … 65535
 * @param badInARow frames that could not be opened since the last good one
 * @param assembly a message of which sub-packets are missing; null: none
 */
public record Jt808Session(
        @Nullable String deviceId,
        DeviceProfile profile,
        int nextSerial,
        int badInARow,
        @Nullable Jt808Assembly assembly) {

    static final Jt808Session NEW = new Jt808Session(null, DeviceProfile.DEFAULT, 0, 0, null);

    Jt808Session of(String id, DeviceProfile its) {
        return new Jt808Session(id, its, nextSerial, badInARow, assembly);
    }

    Jt808Session afterBad() {
        return new Jt808Session(deviceId, profile, nextSerial, badInARow + 1, assembly);
    }

    Jt808Session afterGood() {
        return badInARow == 0 ? this : new Jt808Session(deviceId, profile, nextSerial, 0, assembly);
    }

    Jt808Session afterReplies(int count) {
        return new Jt808Session(deviceId, profile, (nextSerial + count) & 0xFFFF, badInARow, assembly);
    }

    Jt808Session assembling(@Nullable Jt808Assembly other) {
        return new Jt808Session(deviceId, profile, nextSerial, badInARow, other);
    }
}
