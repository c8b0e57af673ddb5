package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The typed fields of one record as they come together; the same object serves all records of a packet. What was not said is absent. */
final class Readings {

    private static final int ENGINE = bits(
            Field.RPM, Field.LOAD_PCT, Field.COOLANT_C, Field.THROTTLE_PCT, Field.FUEL_LEVEL_PCT, Field.FUEL_RATE_LPH);
    private static final int POWER = bits(Field.EXTERNAL_V, Field.BATTERY_V);
    private static final int ACCELERATION = bits(Field.X_G, Field.Y_G, Field.Z_G);

    /** The fields up to the last that is a number. */
    private static final int NUMBERS = slot(Field.HDOP) + 1;

    private static final Pattern DTC = Pattern.compile("[PCBU][0-9A-F]{4}");

    private final double[] values = new double[NUMBERS];

    /** Which of the values are this record's. */
    private int filled;

    private Set<Signal> signals = Set.of();
    private List<String> dtcs = List.of();
    private @Nullable String driverTag;

    void clear() {
        filled = 0;
        signals = Set.of();
        dtcs = List.of();
        driverTag = null;
    }

    /** False: the field is taken already, or does not believe the value. */
    boolean fill(Field field, double value) {
        int bit = bit(field);
        if ((filled & bit) != 0 || !field.accepts(value)) {
            return false;
        }
        filled |= bit;
        values[slot(field)] = value;
        return true;
    }

    void signal(Signal signal) {
        if (signals.isEmpty()) {
            signals = EnumSet.of(signal);
        } else {
            signals.add(signal);
        }
    }

    /** False: there is one already. */
    boolean driverTag(String tag) {
        if (driverTag != null) {
            return false;
        }
        driverTag = tag;
        return true;
    }

    /** {@code P0123,C0300}; {@code P0000} is padding. False: the text is something else. */
    boolean dtcs(byte[] data, int offset, int length) {
        String text = new String(data, offset, length, StandardCharsets.US_ASCII);
        List<String> codes = new ArrayList<>();
        for (String part : text.strip().toUpperCase(Locale.ROOT).split(",", -1)) {
            String code = part.strip();
            if (!DTC.matcher(code).matches()) {
                return false;
            }
            if (!code.equals("P0000")) {
                codes.add(code);
            }
        }
        if (codes.size() > Telemetry.MAX_DTCS) {
            return false;
        }
        dtcs = List.copyOf(codes);
        return true;
    }

    double get(Field field) {
        return (filled & bit(field)) != 0 ? values[slot(field)] : Measure.ABSENT;
    }

    @Nullable
    Boolean ignition() {
        return (filled & bit(Field.IGNITION)) != 0 ? values[slot(Field.IGNITION)] == 1 : null;
    }

    Engine engine() {
        return (filled & ENGINE) == 0
                ? Engine.NONE
                : new Engine(
                        get(Field.RPM),
                        get(Field.LOAD_PCT),
                        get(Field.COOLANT_C),
                        get(Field.THROTTLE_PCT),
                        get(Field.FUEL_LEVEL_PCT),
                        get(Field.FUEL_RATE_LPH));
    }

    Power power() {
        return (filled & POWER) == 0 ? Power.NONE : new Power(get(Field.EXTERNAL_V), get(Field.BATTERY_V));
    }

    Acceleration acceleration() {
        return (filled & ACCELERATION) == 0
                ? Acceleration.NONE
                : new Acceleration(get(Field.X_G), get(Field.Y_G), get(Field.Z_G));
    }

    Set<Signal> signals() {
        return signals.isEmpty() ? signals : Collections.unmodifiableSet(signals);
    }

    List<String> dtcs() {
        return dtcs;
    }

    @Nullable
    String driverTag() {
        return driverTag;
    }

    private static int bits(Field... fields) {
        int bits = 0;
        for (Field field : fields) {
            bits |= bit(field);
        }
        return bits;
    }

    private static int bit(Field field) {
        return 1 << slot(field);
    }

    // An array instead of a map: this runs for every element of every record.
    @SuppressWarnings("EnumOrdinal")
    private static int slot(Field field) {
        return field.ordinal();
    }
}
