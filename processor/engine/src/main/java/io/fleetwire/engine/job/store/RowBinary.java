package io.fleetwire.engine.job.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as ClickHouse's RowBinary has them: little-endian, texts and maps with a length in front, a nullable with a byte that says so. */
final class RowBinary {

    private static final int START = 512;

    private byte[] bytes = new byte[START];
    private int size;

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    void bool(boolean value) {
        uint8(value ? 1 : 0);
    }

    void uint8(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void int64(long value) {
        little(value, Long.BYTES);
    }

    void float32(float value) {
        little(Float.floatToRawIntBits(value), Float.BYTES);
    }

    void float64(double value) {
        little(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    void map(Map<String, String> value) {
        varint(value.size());
        value.forEach((key, text) -> {
            text(key);
            text(text);
        });
    }

    /** The byte before a nullable's value. */
    boolean present(@Nullable Object value) {
        uint8(value == null ? 1 : 0);
        return value != null;
    }

    /** A length, in seven bits a byte, the lowest first. */
    void varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            uint8((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        uint8(rest);
    }

    private void little(long value, int width) {
        room(width);
        for (int i = 0; i < width; i++) {
            bytes[size++] = (byte) (value >>> (8 * i));
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** What was written since the last call. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }
}
