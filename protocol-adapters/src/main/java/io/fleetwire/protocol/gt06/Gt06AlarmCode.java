package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Signal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What alarm codes mean. Vendors agree up to 0x25; above, the most common meaning is taken. The code itself is always kept beside the name. */
enum Gt06AlarmCode {
    SOS(0x01, Signal.SOS),
    POWER_CUT(0x02, Signal.POWER_CUT),
    VIBRATION(0x03, null),
    FENCE_ENTER(0x04, Signal.GEOFENCE_ENTER),
    FENCE_EXIT(0x05, Signal.GEOFENCE_EXIT),
    OVERSPEED(0x06, Signal.OVERSPEED),
    DISPLACEMENT(0x09, Signal.TOW),
    BLIND_AREA_ENTER(0x0A, null),
    BLIND_AREA_LEAVE(0x0B, null),
    POWERED_ON(0x0C, null),
    FIRST_FIX(0x0D, null),
    EXTERNAL_BATTERY_LOW(0x0E, Signal.LOW_BATTERY),
    EXTERNAL_BATTERY_PROTECTION(0x0F, Signal.LOW_BATTERY),
    SIM_CHANGED(0x10, null),
    POWERED_OFF(0x11, null),
    AIRPLANE_MODE(0x12, Signal.LOW_BATTERY),
    DISASSEMBLED(0x13, Signal.TAMPER),
    DOOR(0x14, null),
    LOW_POWER_SHUTDOWN(0x15, Signal.LOW_BATTERY),
    SOUND(0x16, null),
    PSEUDO_BASE_STATION(0x17, null),
    COVER_OPENED(0x18, Signal.TAMPER),
    INTERNAL_BATTERY_LOW(0x19, Signal.LOW_BATTERY),
    DEEP_SLEEP(0x20, null),
    FALL(0x23, Signal.FALL_DOWN),
    CHARGER_INSERTED(0x24, null),
    LIGHT(0x25, Signal.TAMPER),
    ACCELERATION(0x26, Signal.HARSH_ACCELERATION),
    BRAKE(0x27, Signal.HARSH_BRAKE),
    CORNER(0x28, Signal.HARSH_CORNERING),
    HARSH_ACCELERATION(0x29, Signal.HARSH_ACCELERATION),
    SHARP_LEFT(0x2A, Signal.HARSH_CORNERING),
    SHARP_RIGHT(0x2B, Signal.HARSH_CORNERING),
    COLLISION(0x2C, Signal.CRASH),
    ROLLOVER(0x2D, Signal.CRASH),
    TURN(0x2E, null),
    HARSH_BRAKE(0x30, Signal.HARSH_BRAKE),
    UNPLUGGED(0x32, Signal.UNPLUG),
    LOCK(0x33, null),
    UNLOCK(0x34, null),
    THEFT(0x3C, null),
    ILLEGAL_IGNITION(0x3D, null),
    BUTTON(0x3E, null),
    TILT(0x4B, null),
    SHARP_TURN(0x4C, Signal.HARSH_CORNERING),
    LANE_CHANGE(0x4D, null),
    STABILITY(0x4E, null),
    ANGLE(0x4F, null),
    FUEL_LEAK(0x53, null),
    TEMPERATURE(0x5B, null),
    TEMPERATURE_5C(0x5C, null),
    PULSE_WIRE_CUT(0x5E, null),
    IDLING(0xC9, Signal.IDLING),
    CARD_SWIPED(0xEA, null),
    ACC_ON(0xFE, null),
    ACC_OFF(0xFF, null),
    /** 4G devices extend the code by the upper half of the language byte. */
    JAMMING(0x107, Signal.JAMMING),
    JAMMING_GSM(0x10B, Signal.JAMMING);

    /** Models that mean something of their own by a code. LW: recorded (gt06-Gt06-171); the others: Traccar's table, from its users' reports. */
    private static final Map<Gt06Model, Map<Integer, Gt06AlarmCode>> BY_MODEL = Map.of(
            Gt06Model.LW,
            Map.of(0x18, COLLISION, 0x19, HARSH_ACCELERATION, 0x1A, HARSH_BRAKE, 0x1B, CORNER),
            Gt06Model.SEEWORLD,
            Map.of(0x29, COLLISION),
            Gt06Model.VL,
            Map.of(0x28, POWERED_OFF));

    private static final Map<Integer, Gt06AlarmCode> BY_CODE = new HashMap<>();

    static {
        for (Gt06AlarmCode alarm : values()) {
            BY_CODE.put(alarm.code, alarm);
        }
    }

    final int code;
    final @Nullable Signal signal;

    Gt06AlarmCode(int code, @Nullable Signal signal) {
        this.code = code;
        this.signal = signal;
    }

    /** What a code means on a model; null: a vendor's own. */
    static @Nullable Gt06AlarmCode of(int code, Gt06Model model) {
        Map<Integer, Gt06AlarmCode> own = BY_MODEL.get(model);
        Gt06AlarmCode alarm = own == null ? null : own.get(code);
        return alarm == null ? BY_CODE.get(code) : alarm;
    }

    /** Whether the model has a meaning of its own for the code. */
    static boolean isOwn(int code, Gt06Model model) {
        Map<Integer, Gt06AlarmCode> own = BY_MODEL.get(model);
        return own != null && own.containsKey(code);
    }

    /** Whether the code says what the device's own state denies: a supply that was cut and charges. */
    boolean contradicts(boolean charging) {
        return charging && (signal == Signal.POWER_CUT || signal == Signal.UNPLUG);
    }

    /**
     * The code with which a device reports the signal.
     *
     * @throws IllegalArgumentException where GT06 has none
     */
    static Gt06AlarmCode of(Signal signal) {
        for (Gt06AlarmCode alarm : values()) {
            if (alarm.signal == signal) {
                return alarm;
            }
        }
        throw new IllegalArgumentException("GT06 has no alarm for " + signal);
    }
}
