package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.vehicle.Observation.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the ignition. Many installations leave the wire open, and the device then reports "off" for ever: so a wire counts once its device
 * has ever reported on.
 *
 * @param on by a wire that counts; null: there is none
 * @param sinceMs since when it is so; {@link Motion#NOT} where nothing is known
 * @param reported what was last reported, by whatever wire: for screens
 */
record Ignition(
        @Nullable Boolean on, long sinceMs, @Nullable Boolean reported) {

    static final Ignition UNKNOWN = new Ignition(null, Motion.NOT, null);

    boolean isOn() {
        return Boolean.TRUE.equals(on);
    }

    boolean isOff() {
        return Boolean.FALSE.equals(on);
    }

    /** Since when it is off; {@link Motion#NOT} while it is on or unknown. */
    long offSinceMs() {
        return isOff() ? sinceMs : Motion.NOT;
    }

    /** What screens show: a wire that counts beats one that does not. */
    @Nullable
    Boolean shown() {
        return on == null ? reported : on;
    }

    Ignition step(Reading reading, boolean proven) {
        Boolean said = reading.ignition();
        if (said == null || (said.equals(reported) && (!proven || said.equals(on)))) {
            return this;
        }
        if (!proven) {
            return new Ignition(on, sinceMs, said);
        }
        return new Ignition(said, said.equals(on) ? sinceMs : reading.atMs(), said);
    }
}
