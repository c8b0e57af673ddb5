package io.fleetwire.protocol.obd;

/** What a line of hexadecimal digits is, by its looks alone. */
enum HexForm {
    /** Three digits of header, then a CAN frame: an odd number. */
    CAN_11_BIT,
    /** Eight digits of header, then a CAN frame. */
    CAN_29_BIT,
    /** A CAN frame whose header is hidden. */
    CAN_BARE,
    /** Three bytes of header, payload, checksum. */
    LEGACY,
    /** What a control unit says, alone. */
    PAYLOAD,
    /** Such as an echoed question. */
    NOTHING;

    static final int LEGACY_HEADER_BYTES = 3;

    private static final String PREFIX_29_BIT = "18D";
    private static final int CAN_BYTES = 8;

    /** J1850 and ISO 9141 address a tester's functional group as 6B. */
    private static final int FUNCTIONAL = 0x6B;

    private static final int LAST_SERVICE = 0x0A;

    /** Whether a line is bytes, or a length: two digits or more, upper case. */
    static boolean isHex(String line) {
        return line.length() >= 2 && areDigits(line, 0);
    }

    /** Whether a line is numbered, as {@code 0:41}. */
    static boolean isPart(String line) {
        return line.length() >= 2 && line.charAt(1) == ':' && areDigits(line.substring(0, 1), 0) && areDigits(line, 2);
    }

    /** Whether the digits are the length of numbered lines, where there are no headers. */
    static boolean isLength(String hex) {
        return hex.length() == 3;
    }

    private static boolean areDigits(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'F')) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param hex upper case, at least two digits
     */
    static HexForm of(String hex) {
        int bytes = hex.length() / 2;
        if (hex.length() % 2 == 1) {
            return bytes > 1 ? CAN_11_BIT : NOTHING;
        }
        if (is29Bit(hex)) {
            return CAN_29_BIT;
        }
        boolean headed = bytes > LEGACY_HEADER_BYTES + 1 && isAnswer(u8(hex, LEGACY_HEADER_BYTES));
        if (headed && (u8(hex, 0) >= 0x80 || u8(hex, 1) == FUNCTIONAL)) {
            return LEGACY;
        }
        if (isAnswer(u8(hex, 0))) {
            return PAYLOAD;
        }
        return isBareFrame(hex) ? CAN_BARE : NOTHING;
    }

    /**
     * What a line is where it is known whether the adapter shows headers.
     *
     * @param hex upper case, at least two digits
     */
    static HexForm of(String hex, boolean headers) {
        if (!headers) {
            return isBareFrame(hex) ? CAN_BARE : PAYLOAD;
        }
        if (hex.length() % 2 == 1) {
            return CAN_11_BIT;
        }
        if (is29Bit(hex)) {
            return CAN_29_BIT;
        }
        return hex.length() > 2 * (LEGACY_HEADER_BYTES + 1) ? LEGACY : NOTHING;
    }

    /** Whether a line begins with a header, by its looks. */
    static boolean showsHeader(String hex) {
        HexForm form = of(hex);
        return form == CAN_11_BIT || form == CAN_29_BIT || form == LEGACY;
    }

    static boolean is29Bit(String hex) {
        return hex.startsWith(PREFIX_29_BIT) && hex.length() > 8;
    }

    /**
     * With its formatting off (ATCAF0) an adapter shows the PCI byte, and no header. What a control unit says begins with 41 or more, so that a smaller
     * first byte is none of it; an echoed question is shorter than the frame it would be.
     */
    static boolean isBareFrame(String hex) {
        int first = u8(hex, 0);
        int bytes = hex.length() / 2;
        return switch (first >> 4) {
            case IsoTp.SINGLE -> bytes > (first & 0x0F) && bytes > 1 && u8(hex, 1) >= ObdDecoder.POSITIVE;
            case IsoTp.FIRST -> bytes == CAN_BYTES;
            case IsoTp.CONSECUTIVE, IsoTp.FLOW_CONTROL -> bytes > 2;
            default -> false;
        };
    }

    private static boolean isAnswer(int first) {
        return first == ObdDecoder.NEGATIVE
                || (first > ObdDecoder.POSITIVE && first <= ObdDecoder.POSITIVE + LAST_SERVICE);
    }

    private static int u8(String hex, int index) {
        return Integer.parseInt(hex, 2 * index, 2 * index + 2, 16);
    }
}
