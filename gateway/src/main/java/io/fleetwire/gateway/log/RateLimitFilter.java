package io.fleetwire.gateway.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Lets each message (a logger's format, whatever its arguments) through a few times in ten seconds, and then says how many were left out. A port on the
 * Internet is talked to by scanners day and night; the log must stay small and the one line that matters findable.
 */
public final class RateLimitFilter extends TurboFilter {

    /** Times a message may appear in a period. */
    static final int BURST = 10;

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Formats are constants of the code; were they ever built from input, the rest would not be limited but the map would be. */
    private static final int MAX_FORMATS = 2_000;

    private static final Marker SUMMARY = MarkerFactory.getMarker("summary");

    private static final class Seen {
        private long sinceNanos = System.nanoTime();
        private int times;
    }

    private final Map<String, Seen> byMessage = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        if (format == null || SUMMARY.equals(marker) || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        String key = logger.getName() + ' ' + format;
        Seen seen = byMessage.get(key);
        if (seen == null) {
            if (byMessage.size() >= MAX_FORMATS) {
                return FilterReply.NEUTRAL;
            }
            seen = byMessage.computeIfAbsent(key, unseen -> new Seen());
        }
        int leftOut = 0;
        synchronized (seen) {
            long now = System.nanoTime();
            if (now - seen.sinceNanos > PERIOD_NANOS) {
                leftOut = Math.max(0, seen.times - BURST);
                seen.times = 0;
                seen.sinceNanos = now;
            }
            seen.times++;
            if (seen.times > BURST) {
                return FilterReply.DENY;
            }
        }
        if (leftOut > 0) {
            logger.warn(SUMMARY, "{} messages like this were left out: {}", leftOut, format);
        }
        return FilterReply.NEUTRAL;
    }
}
