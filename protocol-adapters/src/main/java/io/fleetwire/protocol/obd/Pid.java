package io.fleetwire.protocol.obd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of service 01.
 *
 * @param bytes of data in a reply
 */
record Pid(int id, int bytes, List<Quantity> quantities) {

    /**
     * A value in a parameter's data: raw times scale plus offset.
     *
     * @param name with its unit
     * @param unit for a human reader; empty: a number, or a code
     * @param at first byte
     * @param width in bytes
     * @param flag the bit of the first data byte without which there is no such value; −1: there always is
     * @param none a raw value that says there is none; −1: all are values
     */
    record Quantity(
            String name,
            String unit,
            int at,
            int width,
            boolean signed,
            double scale,
            double offset,
            int flag,
            long none) {

        /** The value in the data that begin at {@code from}; NaN: the vehicle says that it has none. */
        double of(byte[] bytes, int from) {
            if (flag >= 0 && (bytes[from] >> flag & 1) == 0) {
                return Double.NaN;
            }
            long raw = raw(bytes, from);
            if (raw == none) {
                return Double.NaN;
            }
            return (signed && raw >> (bits() - 1) != 0 ? raw - (1L << bits()) : raw) * scale + offset;
        }

        /** The value's bytes as an unsigned number. */
        long raw(byte[] bytes, int from) {
            long raw = 0;
            for (int i = 0; i < width; i++) {
                raw = raw << 8 | (bytes[from + at + i] & 0xFF);
            }
            return raw;
        }

        /** Writes the nearest raw value. */
        void put(double value, byte[] data) {
            long least = signed ? -(1L << (bits() - 1)) : 0;
            long most = (1L << (signed ? bits() - 1 : bits())) - 1;
            long raw = Math.clamp(Math.round((value - offset) / scale), least, raw(none, most));
            for (int i = width - 1; i >= 0; i--) {
                data[at + i] = (byte) raw;
                raw >>= 8;
            }
            if (flag >= 0) {
                data[0] |= (byte) (1 << flag);
            }
        }

        /** What says that there is no value is the highest raw value, where there is such. */
        private static long raw(long none, long most) {
            return none == most ? most - 1 : most;
        }

        private int bits() {
            return 8 * width;
        }

        /** What the value is, for a human reader; null: its number says it. */
        @Nullable
        String meaning(long raw) {
            return PidCodes.meaning(name, raw);
        }
    }
}
