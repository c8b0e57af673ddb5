package io.fleetwire.protocol.jt808;

import io.fleetwire.event.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The alarm bits of a location: JT/T 808-2019 table 24, 2013 table 24, and what trackers set that the older one reserved. */
enum Jt808Alarm {
    SOS(0, Signal.SOS),
    OVERSPEED(1, Signal.OVERSPEED),
    FATIGUE(2, null),
    DANGEROUS_DRIVING(3, null),
    GNSS_FAULT(4, null),
    GNSS_ANTENNA_CUT(5, null),
    GNSS_ANTENNA_SHORT(6, null),
    SUPPLY_LOW(7, Signal.LOW_BATTERY),
    SUPPLY_CUT(8, Signal.POWER_CUT),
    DISPLAY_FAULT(9, null),
    SPEECH_FAULT(10, null),
    CAMERA_FAULT(11, null),
    CARD_READER_FAULT(12, null),
    OVERSPEED_WARNING(13, null),
    FATIGUE_WARNING(14, null),
    FORBIDDEN_DRIVING(15, null, Since.V2019),
    TYRE_PRESSURE(16, null, Since.V2019),
    BLIND_SPOT_FAULT(17, null, Since.V2019),
    VIBRATION(15, null, Since.VENDORS_BEFORE_2019),
    TAMPERED(16, Signal.TAMPER, Since.VENDORS_BEFORE_2019),
    COVER_OPENED(17, Signal.TAMPER, Since.VENDORS_BEFORE_2019),
    MOVED(16, null, Since.AOVX),
    ROPE_CUT(0, Signal.TAMPER, Since.PADLOCK),
    LOCK_TAMPERED(1, Signal.TAMPER, Since.PADLOCK),
    LOCK_REMOVED(4, Signal.TAMPER, Since.PADLOCK),
    DRIVEN_TOO_LONG(18, null),
    PARKED_TOO_LONG(19, null),
    AREA(20, null),
    ROUTE(21, null),
    SECTION_TIME(22, null),
    OFF_ROUTE(23, null),
    SPEED_SENSOR_FAULT(24, null),
    FUEL(25, null),
    STOLEN(26, Signal.TAMPER),
    FORBIDDEN_IGNITION(27, Signal.TAMPER),
    DISPLACED(28, Signal.TOW),
    COLLISION(29, Signal.CRASH),
    ROLLOVER(30, Signal.CRASH),
    DOOR_FORCED(31, Signal.TAMPER);

    /** Who says which meaning: the standard always, its newest edition, vendors under the older header, or one of them. */
    enum Since {
        ALWAYS,
        V2019,
        VENDORS_BEFORE_2019,
        AOVX,
        /** Its bits are all its own. */
        PADLOCK
    }

    final int bit;
    final @Nullable Signal signal;
    private final Since since;

    Jt808Alarm(int bit, @Nullable Signal signal) {
        this(bit, signal, Since.ALWAYS);
    }

    Jt808Alarm(int bit, @Nullable Signal signal, Since since) {
        this.bit = bit;
        this.signal = signal;
        this.since = since;
    }

    /**
     * Those that are set.
     *
     * @param dialect what bits mean that do not mean the same to everybody
     */
    static List<Jt808Alarm> in(long bits, Since dialect) {
        List<Jt808Alarm> set = new ArrayList<>();
        for (Jt808Alarm alarm : values()) {
            boolean means = alarm.since == dialect || (alarm.since == Since.ALWAYS && dialect != Since.PADLOCK);
            if (means && ((bits >> alarm.bit) & 1) != 0) {
                set.add(alarm);
            }
        }
        return set;
    }
}
