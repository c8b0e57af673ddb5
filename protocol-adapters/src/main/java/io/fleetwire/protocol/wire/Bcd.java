package io.fleetwire.protocol.wire;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;

/** Binary-coded decimal: two digits a byte, the left one in the upper half. */
public final class Bcd {

    private Bcd() {}

    /**
     * The digits of {@code length} bytes from {@code index}; the buffer's indices stay as they are.
     *
     * @throws Malformed where a half byte is no digit
     */
    public static String digits(ByteBuf bytes, int index, int length) throws Malformed {
        StringBuilder digits = new StringBuilder(2 * length);
        for (int i = index; i < index + length; i++) {
            int b = bytes.getUnsignedByte(i);
            digits.append(digit(b >>> 4)).append(digit(b & 0x0F));
        }
        return digits.toString();
    }

    /** Writes the digits, with a leading zero where their number is odd. */
    public static void write(ByteBuf out, String digits) {
        String even = digits.length() % 2 == 0 ? digits : "0" + digits;
        for (int i = 0; i < even.length(); i += 2) {
            out.writeByte(value(even.charAt(i)) << 4 | value(even.charAt(i + 1)));
        }
    }

    private static char digit(int half) throws Malformed {
        if (half > 9) {
            throw new Malformed("BCD digit above 9");
        }
        return (char) ('0' + half);
    }

    private static int value(char digit) {
        if (digit < '0' || digit > '9') {
            throw new IllegalArgumentException("not a decimal digit: " + digit);
        }
        return digit - '0';
    }
}
