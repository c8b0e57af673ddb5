package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.Part.Check;
import io.fleetwire.protocol.wire.BigEndian;
import io.fleetwire.protocol.wire.Imei;
import java.time.Instant;

/** A message of Codec 12 to 15 taken apart for people. */
final class TextDissector {

    private static final int CAMERA = 0x0D;

    private TextDissector() {}

    /** Between the two quantities. */
    static void message(Parts parts, int codec) throws Malformed {
        byte[] frame = parts.frame();
        parts.require(parts.position() + 5, "message");
        int type = BigEndian.u8(frame, parts.position());
        parts.take(1, "type", typeName(type));
        long said = BigEndian.u32(frame, parts.position());
        // Behind the message there is the second quantity.
        int rest = parts.left() - Integer.BYTES - 1;
        long size = TextCodec.messageBytes(codec, said, rest);
        parts.take(Integer.BYTES, "size", said + " bytes", size == rest ? Check.PASSED : Check.FAILED);
        if (size > rest) {
            throw new Malformed("message runs past the packet");
        }
        int end = parts.position() + (int) size;
        if (TextCodec.hasTime(codec)) {
            time(parts, end);
        }
        if (TextCodec.hasImei(codec)) {
            requireIn(parts, Imei.BCD_LENGTH, end, "IMEI");
            parts.take(Imei.BCD_LENGTH, "IMEI", parts.hex(parts.position(), Imei.BCD_LENGTH));
        }
        int length = end - parts.position();
        String text = IoText.ofText(frame, parts.position(), length);
        parts.take(length, type == CAMERA ? "camera message" : "text", text);
    }

    private static void time(Parts parts, int end) throws Malformed {
        requireIn(parts, 4, end, "timestamp");
        int at = parts.position();
        if (end - at >= Long.BYTES && BigEndian.u16(parts.frame(), at) == 0) {
            parts.take(Long.BYTES, "timestamp", Instant.ofEpochMilli(BigEndian.s64(parts.frame(), at)) + " (in ms)");
        } else {
            parts.take(
                    4,
                    "timestamp",
                    Instant.ofEpochSecond(BigEndian.u32(parts.frame(), at)).toString());
        }
    }

    private static void requireIn(Parts parts, int bytes, int end, String what) throws Malformed {
        if (parts.position() + bytes > end) {
            throw new Malformed(what + " runs past the packet");
        }
    }

    private static String typeName(int type) {
        return switch (type) {
            case 0x05 -> "5 command";
            case 0x06 -> "6 answer";
            case CAMERA -> "13 camera";
            case 0x11 -> "17 not for this IMEI";
            default -> Integer.toString(type);
        };
    }
}
