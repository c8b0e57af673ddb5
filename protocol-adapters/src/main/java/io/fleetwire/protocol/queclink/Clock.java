package io.fleetwire.protocol.queclink;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times of fourteen digits: {@code YYYYMMDDHHMMSS}. */
final class Clock {

    static final int DIGITS = 14;

    /** No time: a field that is empty, or whose digits are no time of a calendar. */
    static final long UNSET = Long.MIN_VALUE;

    private Clock() {}

    /** Milliseconds since the epoch, read as if the clock were UTC's; {@link #UNSET}: no time. */
    static long ms(String digits) {
        if (digits.length() != DIGITS || !Shape.TIME.fits(digits)) {
            return UNSET;
        }
        try {
            return LocalDateTime.of(
                            number(digits, 0, 4),
                            number(digits, 4, 6),
                            number(digits, 6, 8),
                            number(digits, 8, 10),
                            number(digits, 10, 12),
                            number(digits, 12, 14))
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return UNSET;
        }
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }
}
