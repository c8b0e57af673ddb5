package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;

/** Six numbers to a point in time. Whole-number arithmetic: a calendar object for every location would cost more than the rest of it. */
final class Gt06Clock {

    /** The device had no time yet: all six are zero. */
    static final long UNSET = Long.MIN_VALUE;

    /** Year since 2000, month, day, hour, minute, second: a byte each. */
    static final int BYTES = 6;

    private static final int FIRST_YEAR = 2_000;
    private static final int SECONDS_PER_DAY = 86_400;

    /** Days from 0000-03-01 to 1970-01-01 in the Gregorian calendar. */
    private static final int DAYS_TO_EPOCH = 719_468;

    private static final int[] DAYS_OF_MONTH = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Gt06Clock() {}

    /**
     * Milliseconds since 1970 as if the clock were UTC, or {@link #UNSET}.
     *
     * @throws Malformed where no calendar has such a day or no day such a time
     */
    static long epochMs(int year, int month, int day, int hour, int minute, int second) throws Malformed {
        if ((year | month | day | hour | minute | second) == 0) {
            return UNSET;
        }
        if (!isTimeOfDay(hour, minute, second)) {
            throw new Malformed("no time of day: " + hour + ":" + minute + ":" + second);
        }
        if (!isDate(year, month, day)) {
            throw new Malformed("no date: " + year + "-" + month + "-" + day);
        }
        long seconds = epochDay(FIRST_YEAR + year, month, day) * SECONDS_PER_DAY;
        return (seconds + hour * 3_600L + minute * 60L + second) * 1_000;
    }

    static boolean isTimeOfDay(int hour, int minute, int second) {
        return hour <= 23 && minute <= 59 && second <= 59;
    }

    static boolean isDate(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= DAYS_OF_MONTH[month]
                && (month != 2 || day <= 28 || isLeap(FIRST_YEAR + year));
    }

    private static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Years begin in March here, so that the leap day is a year's last one and months before it have one length each. */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month <= 2 ? year - 1 : year;
        int marchMonth = month <= 2 ? month + 9 : month - 3;
        int dayOfYear = (153 * marchMonth + 2) / 5 + day - 1;
        return 365L * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - DAYS_TO_EPOCH;
    }
}
