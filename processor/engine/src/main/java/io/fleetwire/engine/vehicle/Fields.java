package io.fleetwire.engine.vehicle;

import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** How absent values are written: not at all. */
final class Fields {

    private Fields() {}

    static void put(double value, DoubleConsumer setter) {
        if (!Double.isNaN(value)) {
            setter.accept(value);
        }
    }

    static void put(@Nullable Double value, Consumer<Double> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    static void put(@Nullable String value, Consumer<String> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    /** A time; {@code none} is the value that stands for no time. */
    static void put(long value, long none, LongConsumer setter) {
        if (value != none) {
            setter.accept(value);
        }
    }

    static double or(boolean present, double value) {
        return present ? value : Double.NaN;
    }

    static @Nullable Double orNull(boolean present, double value) {
        return present ? (Double) value : null;
    }
}
