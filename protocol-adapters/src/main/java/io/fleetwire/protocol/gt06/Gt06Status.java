package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Signal;
import org.jspecify.annotations.Nullable;

/** The bits of the terminal information byte, and the voltage level beside it. */
final class Gt06Status {

    static final int OIL_CUT = 1 << 7;
    static final int GPS_TRACKING = 1 << 6;
    static final int CHARGING = 1 << 2;
    static final int ACC = 1 << 1;
    static final int ARMED = 1;

    private static final int[] LEVEL_PCT = {0, 16, 33, 50, 66, 83, 100};

    private Gt06Status() {}

    /** What bits 5 to 3 report, where vendors agree on it: 1 vibration, 2 power cut, 3 low battery, 4 SOS, 6 fence, 7 vendor's own. */
    static @Nullable Signal signal(int info) {
        return switch (info >> 3 & 0x07) {
            case 2 -> Signal.POWER_CUT;
            case 3 -> Signal.LOW_BATTERY;
            case 4 -> Signal.SOS;
            default -> null;
        };
    }

    /** The battery in percent: levels 0 … 6, percentages above; −1: neither. */
    static int batteryPct(int level) {
        if (level < 0 || level > 100) {
            return -1;
        }
        return level < LEVEL_PCT.length ? LEVEL_PCT[level] : level;
    }
}
