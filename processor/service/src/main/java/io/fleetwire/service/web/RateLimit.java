package io.fleetwire.service.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/** So many calls a second from each, after a burst. A token bucket: too little code for a library. */
final class RateLimit {

    /** Most callers that are remembered; the one not heard of for longest has a full bucket again. */
    static final int MOST_CALLERS = 10_000;

    private static final class Bucket {
        double calls;
        long atMs;
    }

    private final double perSecond;
    private final int burst;
    private final InstantSource clock;
    private final LinkedHashMap<String, Bucket> buckets = new LinkedHashMap<>();

    RateLimit(double perSecond, int burst, InstantSource clock) {
        if (perSecond <= 0 || burst < 1) {
            throw new IllegalArgumentException("a rate limit lets somebody through: above 0 a second, a burst of 1");
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** Takes a call; zero: it may go on, else how long to wait. */
    synchronized Duration take(String caller) {
        long nowMs = clock.millis();
        Bucket bucket = buckets.remove(caller);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.calls = burst;
        } else {
            bucket.calls = Math.min(burst, bucket.calls + Math.max(0, nowMs - bucket.atMs) * perSecond / 1_000);
        }
        bucket.atMs = nowMs;
        buckets.put(caller, bucket);
        if (buckets.size() > MOST_CALLERS) {
            buckets.pollFirstEntry();
        }
        if (bucket.calls < 1) {
            return Duration.ofMillis((long) Math.ceil((1 - bucket.calls) * 1_000 / perSecond));
        }
        bucket.calls--;
        return Duration.ZERO;
    }
}
