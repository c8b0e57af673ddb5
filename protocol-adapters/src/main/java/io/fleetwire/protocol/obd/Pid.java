package io.fleetwire.protocol.obd;

import java.util.List;

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
     * @param at first byte
     * @param width in bytes
     */
    record Quantity(String name, int at, int width, boolean signed, double scale, double offset) {

        /** The value in the data that begin at {@code from}. */
        double of(byte[] bytes, int from) {
            long raw = 0;
            for (int i = 0; i < width; i++) {
                raw = raw << 8 | (bytes[from + at + i] & 0xFF);
            }
            if (signed && raw >> (8 * width - 1) != 0) {
                raw -= 1L << (8 * width);
            }
            return raw * scale + offset;
        }

        /** Writes the nearest raw value. */
        void put(double value, byte[] data) {
            long most = (1L << (8 * width)) - 1;
            long raw = Math.clamp(Math.round((value - offset) / scale), 0, most);
            for (int i = width - 1; i >= 0; i--) {
                data[at + i] = (byte) raw;
                raw >>= 8;
            }
        }
    }
}
