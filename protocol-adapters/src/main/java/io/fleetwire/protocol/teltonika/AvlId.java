package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Signal;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an IO element means on one family of models: a line of {@code avl-ids.csv}.
 *
 * @param width bytes of a number, {@link #VARIABLE} for elements with a length of their own
 * @param factor times the raw value gives {@code 10^decimals} times the unit
 * @param unit such as {@code V}; empty: none
 * @param field the typed field it fills; null: none
 * @param signals by raw value; {@link #ANY_VALUE} stands for everything but 0
 * @param onlyAsEvent the signals count only where this element made the record: in others it repeats the last state
 * @param absent raw values that mean "no reading"
 * @param negativeIsAbsent so does every negative one
 */
record AvlId(
        int id,
        String name,
        int width,
        Kind kind,
        int factor,
        int decimals,
        String unit,
        @Nullable Field field,
        Map<Long, Signal> signals,
        boolean onlyAsEvent,
        Set<Long> absent,
        boolean negativeIsAbsent) {

    static final int VARIABLE = 0;
    static final long ANY_VALUE = -1;

    /** Most digits behind the point of a scale. */
    static final int MAX_DECIMALS = 9;

    private static final double[] POWERS_OF_TEN = new double[MAX_DECIMALS + 1];

    static {
        for (int i = 0; i <= MAX_DECIMALS; i++) {
            POWERS_OF_TEN[i] = BigDecimal.ONE.scaleByPowerOfTen(i).doubleValue();
        }
    }

    /** How the bytes are read. */
    enum Kind {
        UNSIGNED,
        SIGNED,
        ASCII,
        BINARY,
        /** Beacons around, as {@link Beacons} reads them. */
        BEACONS,
        BEACONS_ADVANCED
    }

    /** Whether it is an attribute and nothing else, whatever its value. */
    boolean isOnlyAttribute() {
        return field == null && signals.isEmpty() && absent.isEmpty() && !negativeIsAbsent;
    }

    /** The raw value with its sign, where it has one. */
    long signed(long raw) {
        int unused = Long.SIZE - 8 * width;
        return kind == Kind.SIGNED ? raw << unused >> unused : raw;
    }

    boolean isAbsent(long signed) {
        return (negativeIsAbsent && signed < 0) || (!absent.isEmpty() && absent.contains(signed));
    }

    @Nullable
    Signal signal(long raw) {
        if (signals.isEmpty()) {
            return null;
        }
        Signal exact = signals.get(raw);
        return exact == null && raw != 0 ? signals.get(ANY_VALUE) : exact;
    }

    /** In the element's unit. Divided, not multiplied: 12618 / 1000.0 is 12.618, 12618 * 0.001 is not. */
    double value(long signed) {
        return signed * factor / POWERS_OF_TEN[decimals];
    }

    /** In the element's unit, exactly. */
    String text(long signed) {
        if (decimals == 0) {
            return kind == Kind.SIGNED ? Long.toString(signed * factor) : Long.toUnsignedString(signed * factor);
        }
        return BigDecimal.valueOf(signed * factor, decimals)
                .stripTrailingZeros()
                .toPlainString();
    }
}
