package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Telemetry;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Collects what has no typed field. Bytes that are no text are written {@code 0x…}; what is too long for one value goes on in {@code name_2}. */
final class Attributes {

    /** Ids with a ready-made name: those of nearly every record. */
    private static final int NAMED_IDS = 1_024;

    private static final String[] NAMES = new String[NAMED_IDS];

    static {
        for (int id = 0; id < NAMED_IDS; id++) {
            NAMES[id] = "io_" + id;
        }
    }

    private final Map<String, String> values = new HashMap<>();

    /** The name under which an IO element is found. */
    static String name(int id) {
        return id < NAMED_IDS ? NAMES[id] : "io_" + id;
    }

    void put(String name, String value) {
        if (value.length() <= Telemetry.MAX_ATTRIBUTE_VALUE) {
            values.put(name, value);
            return;
        }
        int part = 1;
        for (int from = 0; from < value.length(); from += Telemetry.MAX_ATTRIBUTE_VALUE) {
            int to = Math.min(value.length(), from + Telemetry.MAX_ATTRIBUTE_VALUE);
            values.put(part == 1 ? name : name + "_" + part, value.substring(from, to));
            part++;
        }
    }

    void putBytes(String name, byte[] source, int offset, int length) {
        put(name, "0x" + ByteBufUtil.hexDump(source, offset, length));
    }

    /** A number whose meaning is not known, as the bytes it came in. */
    void putRaw(String name, int width, long raw) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = (byte) (raw >>> (8 * (width - 1 - i)));
        }
        putBytes(name, bytes, 0, width);
    }

    /** As text where it is printable, without the padding and line ends behind it; as bytes elsewhere. */
    void putText(String name, byte[] source, int offset, int length) {
        int end = offset + length;
        while (end > offset && source[end - 1] >= 0 && source[end - 1] <= ' ') {
            end--;
        }
        for (int i = offset; i < end; i++) {
            boolean lineEnd = source[i] == '\r' || source[i] == '\n';
            if (!lineEnd && (source[i] < ' ' || source[i] > '~')) {
                putBytes(name, source, offset, length);
                return;
            }
        }
        put(name, new String(source, offset, end - offset, StandardCharsets.US_ASCII));
    }

    Map<String, String> values() {
        return values;
    }
}
