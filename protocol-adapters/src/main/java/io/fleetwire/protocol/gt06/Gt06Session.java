package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.DeviceProfile;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a GT06 connection knows.
 *
 * @param imei who is calling; null before the login
 * @param zone of the older types' times, as the login said; null: it did not
 * @param badInARow frames that could not be opened since the last good one
 * @param model what the profile's model means here
 */
public record Gt06Session(
        @Nullable String imei,
        DeviceProfile profile,
        @Nullable ZoneOffset zone,
        int badInARow,
        Gt06Model model) {

    static final Gt06Session NEW = new Gt06Session(null, DeviceProfile.DEFAULT, null, 0, Gt06Model.ANY);

    /** A device that was let in. */
    static Gt06Session of(String imei, DeviceProfile profile, @Nullable ZoneOffset zone) {
        return new Gt06Session(imei, profile, zone, 0, Gt06Model.of(profile.model()));
    }

    Gt06Session afterBad() {
        return new Gt06Session(imei, profile, zone, badInARow + 1, model);
    }

    Gt06Session afterGood() {
        return badInARow == 0 ? this : new Gt06Session(imei, profile, zone, 0, model);
    }

    /** How far the clock of a message is ahead of UTC. */
    long clockAheadMs(int type) {
        ZoneOffset ahead = profile.timeZone();
        if (ahead == null && Gt06Type.isLocalTime(type)) {
            ahead = zone;
        }
        return ahead == null ? 0 : ahead.getTotalSeconds() * 1_000L;
    }
}
