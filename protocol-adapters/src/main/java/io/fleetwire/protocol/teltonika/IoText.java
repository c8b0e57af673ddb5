package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.wire.BigEndian;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** The value of an IO element as text: a known number in its unit, an unknown one as it is, text as text, beacons one by one, and bytes as {@code 0x…}. */
final class IoText {

    private IoText() {}

    /**
     * @param width of the element's group
     * @param offset where the value is
     * @param length of the value, in bytes
     */
    static String of(FamilyDictionary dictionary, int id, int width, byte[] data, int offset, int length) {
        AvlId known = dictionary.get(id, width);
        if (width == AvlId.VARIABLE || width > AvlLayout.LARGEST_NUMBER) {
            return ofVariable(known == null ? AvlId.Kind.BINARY : known.kind(), data, offset, length);
        }
        if (known == null) {
            // Another model's element: its scale and sign are unknown, so the bytes must not look like a reading.
            return dictionary.inAnyWidth(id) == null
                    ? Long.toUnsignedString(BigEndian.number(data, offset, width))
                    : ofBytes(data, offset, length);
        }
        return known.kind() == AvlId.Kind.ASCII
                ? ofText(data, offset, length)
                : known.text(known.signed(BigEndian.number(data, offset, width)));
    }

    private static String ofVariable(AvlId.Kind kind, byte[] data, int offset, int length) {
        String text = switch (kind) {
            case ASCII -> ofText(data, offset, length);
            case BEACONS -> Beacons.simple(data, offset, length);
            case BEACONS_ADVANCED -> Beacons.advanced(data, offset, length);
            default -> null;
        };
        return text == null || text.length() > Telemetry.MAX_ATTRIBUTE_VALUE ? ofBytes(data, offset, length) : text;
    }

    static String ofBytes(byte[] data, int offset, int length) {
        return "0x" + ByteBufUtil.hexDump(data, offset, length);
    }

    /** As text where it is printable, without the padding and line ends behind it; as bytes elsewhere. */
    static String ofText(byte[] data, int offset, int length) {
        int end = offset + length;
        while (end > offset && data[end - 1] >= 0 && data[end - 1] <= ' ') {
            end--;
        }
        for (int i = offset; i < end; i++) {
            boolean lineEnd = data[i] == '\r' || data[i] == '\n';
            if (!lineEnd && (data[i] < ' ' || data[i] > '~')) {
                return ofBytes(data, offset, length);
            }
        }
        return new String(data, offset, end - offset, StandardCharsets.US_ASCII);
    }
}
