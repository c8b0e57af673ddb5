package io.fleetwire.gateway.identity;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts the records of each device and day of UTC, so that one that went mad does not fill the store. An entry per registered device at most. */
public final class DailyRecords {

    private record Day(long number, long records) {}

    private final int mostPerDay;
    private final Map<String, Day> byDevice = new ConcurrentHashMap<>();

    DailyRecords(int mostPerDay) {
        this.mostPerDay = mostPerDay;
    }

    /** Counts records; false where that is more than the device may have today, and none of them counts. */
    public boolean take(String deviceId, int records, Instant now) {
        if (records == 0) {
            return true;
        }
        long today = day(now);
        boolean[] taken = {true};
        byDevice.compute(deviceId, (id, before) -> {
            long sofar = before == null || before.number() != today ? 0 : before.records();
            taken[0] = sofar + records <= mostPerDay;
            return new Day(today, taken[0] ? sofar + records : mostPerDay); // a frame that doesn't fit ends the day
        });
        return taken[0];
    }

    /** Whether it has had all of today's. */
    boolean isSpent(String deviceId, Instant now) {
        @Nullable Day day = byDevice.get(deviceId);
        return day != null && day.number() == day(now) && day.records() >= mostPerDay;
    }

    void forget(String deviceId) {
        byDevice.remove(deviceId);
    }

    private static long day(Instant now) {
        return TimeUnit.SECONDS.toDays(now.getEpochSecond());
    }
}
