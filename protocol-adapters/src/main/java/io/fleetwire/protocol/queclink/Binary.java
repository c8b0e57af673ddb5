package io.fleetwire.protocol.queclink;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the two binary forms of the protocol begin and end. {@link HexMessage} reads the HEX form; Protocol Pro is framed, so that it does no harm to what
 * follows, and refused.
 */
final class Binary {

    /** Longest of either form: recorded ones reach 1,422 bytes, a network packet. */
    static final int MAX_FRAME = 2_048;

    /** Bytes after which the length of every form is known. */
    static final int HEADER_BYTES = 11;

    private static final int MIN_FRAME = 16;
    private static final Set<String> HEADERS =
            Set.of("+RSP", "+BSP", "+EVT", "+BVT", "+INF", "+BNF", "+HBD", "+CRD", "+BRD", "+ACK");
    private static final int PRO_REPORT = 0x00;
    private static final int PRO_HEARTBEAT = 0x10;

    private Binary() {}

    /** Why these bytes are refused; null: they are text, or of the HEX form. */
    static @Nullable String reason(ByteBuf frame) {
        int at = frame.readerIndex();
        if (isPro(frame, at, frame.writerIndex())) {
            return "@Track Protocol Pro is not spoken here: the device's report format must be ASCII";
        }
        return null;
    }

    /** Whether the frame is one of the HEX form. */
    static boolean isHex(ByteBuf frame) {
        return isHex(frame, frame.readerIndex(), frame.writerIndex());
    }

    /** Whether the frame that begins here is binary, as far as {@code end} tells. */
    static boolean isBinary(ByteBuf in, int at, int end) {
        return isPro(in, at, end) || isHex(in, at, end);
    }

    private static boolean isPro(ByteBuf in, int at, int end) {
        return end - at >= 2
                && in.getByte(at) == '+'
                && (in.getByte(at + 1) == PRO_REPORT || in.getByte(at + 1) == PRO_HEARTBEAT);
    }

    private static boolean isHex(ByteBuf in, int at, int end) {
        return end - at >= 5
                && in.getByte(at + 4) != ':'
                && HEADERS.contains(in.toString(at, 4, StandardCharsets.US_ASCII));
    }

    /** Bytes of the frame, of which {@link #HEADER_BYTES} are there; 0: no frame is that short or that long. */
    static int length(ByteBuf in, int at) {
        int length = isPro(in, at, at + HEADER_BYTES) ? proLength(in, at) : hexLength(in, at);
        return length >= MIN_FRAME && length <= MAX_FRAME ? length : 0;
    }

    private static int proLength(ByteBuf in, int at) {
        return in.getByte(at + 1) == PRO_HEARTBEAT ? in.getUnsignedByte(at + 2) : in.getUnsignedShort(at + 2);
    }

    private static int hexLength(ByteBuf in, int at) {
        return switch (in.toString(at, 4, StandardCharsets.US_ASCII)) {
            case "+ACK" -> in.getUnsignedByte(at + 6);
            case "+HBD" -> in.getUnsignedByte(at + 5);
            case "+CRD", "+BRD" -> in.getUnsignedShort(at + 6);
            case "+INF", "+BNF" -> {
                // Newer models put a second mask before the length; no frame is as long as a mask looks.
                int early = in.getUnsignedShort(at + 7);
                yield early <= MAX_FRAME ? early : in.getUnsignedShort(at + 9);
            }
            default -> in.getUnsignedShort(at + 9);
        };
    }
}
