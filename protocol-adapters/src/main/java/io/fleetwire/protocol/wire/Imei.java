package io.fleetwire.protocol.wire;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;

/**
 * The number by which most trackers call themselves: 15 digits, 14 without the check digit, 16 with a software version. The check digit is not
 * verified: clones and test devices do without.
 */
public final class Imei {

    /** Bytes of an IMEI in BCD: 15 digits behind one padding digit. */
    public static final int BCD_LENGTH = 8;

    private static final int MIN_DIGITS = 14;
    private static final int MAX_DIGITS = 16;

    private Imei() {}

    /** Whether the text is one: it is attacker's text until it matched. */
    public static boolean isImei(String text) {
        if (text.length() < MIN_DIGITS || text.length() > MAX_DIGITS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /**
     * The IMEI in {@link #BCD_LENGTH} bytes of BCD from {@code index}, without its padding digit.
     *
     * @throws Malformed where the bytes are no digits
     */
    public static String ofBcd(ByteBuf bytes, int index) throws Malformed {
        String digits = Bcd.digits(bytes, index, BCD_LENGTH);
        return digits.charAt(0) == '0' ? digits.substring(1) : digits;
    }
}
