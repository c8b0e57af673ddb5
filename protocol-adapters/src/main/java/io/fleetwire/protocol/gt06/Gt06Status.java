package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Signal;
import io.fleetwire.protocol.Malformed;
import org.jspecify.annotations.Nullable;

/** The bits of the terminal information byte, and the voltage level beside it. */
final class Gt06Status {

    static final int OIL_CUT = 1 << 7;
    static final int GPS_TRACKING = 1 << 6;
    static final int CHARGING = 1 << 2;
    static final int ACC = 1 << 1;
    static final int ARMED = 1;

    private static final int[] LEVEL_PCT = {0, 16, 33, 50, 66, 83, 100};

    private static final String[] ALARM_BITS = {
        "normal", "vibration", "power cut", "low battery", "SOS", "alarm 5", "fence", "vendor's alarm"
    };

    /** JM-VL03 V1.1.2, why a location is sent. */
    private static final String[] UPLOAD_MODES = {
        "time", "distance", "turn", "ignition changed", "last before standing", "network is back", "new ephemeris",
        "key", "power on", "unused", "standing: time updated", "by Wi-Fi", "asked for", "standing: last place",
        "standing: interval", "tracking ended"
    };

    private Gt06Status() {}

    static int uploadMode(Gt06Reader in) throws Malformed {
        int mode = in.u8("uploadMode");
        if (in.noted() && mode < UPLOAD_MODES.length) {
            in.means(mode + " " + UPLOAD_MODES[mode]);
        }
        return mode;
    }

    static void info(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int info = in.u8("terminalInformation");
        if (in.noted()) {
            in.means(words(info));
        }
        out.ignition((info & ACC) != 0);
        out.signal(signal(info));
        out.put("status", info);
        out.put("oilCut", (info & OIL_CUT) != 0);
        out.put("gpsTracking", (info & GPS_TRACKING) != 0);
        out.charging((info & CHARGING) != 0);
        out.put("armed", (info & ARMED) != 0);
    }

    private static String words(int info) {
        return ALARM_BITS[info >> 3 & 0x07]
                + ((info & OIL_CUT) != 0 ? ", oil and electricity cut" : "")
                + ((info & GPS_TRACKING) != 0 ? ", GPS tracking" : "")
                + ((info & CHARGING) != 0 ? ", charging" : "")
                + ((info & ACC) != 0 ? ", ignition on" : ", ignition off")
                + ((info & ARMED) != 0 ? ", armed" : "");
    }

    /** What bits 5 to 3 report, where vendors agree on it: 1 vibration, 2 power cut, 3 low battery, 4 SOS, 6 fence, 7 vendor's own. */
    private static @Nullable Signal signal(int info) {
        return switch (info >> 3 & 0x07) {
            case 2 -> Signal.POWER_CUT;
            case 3 -> Signal.LOW_BATTERY;
            case 4 -> Signal.SOS;
            default -> null;
        };
    }

    /** Levels 0 … 6, percentages above; what is above 100 is neither and kept as the bare number. */
    static void level(Gt06Reader in, Gt06Report.Builder out) throws Malformed {
        int level = in.u8("voltageLevel");
        out.put("voltageLevel", level);
        if (level <= 100) {
            int pct = level < LEVEL_PCT.length ? LEVEL_PCT[level] : level;
            out.put("batteryPct", pct);
            if (in.noted()) {
                in.means(level + ", " + pct + " %");
            }
        }
    }
}
