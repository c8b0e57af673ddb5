package io.fleetwire.service.live;

import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Latencies of the last minute. Not thread-safe: the hub's lock guards it. */
final class LatencyWindow {

    private static final long SLICE_MS = 10_000;
    private static final int SLICES = 6;
    /** Longer ones count as this: a gateway that was away for a day should not look like one that was away for a year. */
    private static final long MAX_MS = 86_400_000;

    private record Slice(long startMs, Histogram histogram) {}

    private final Deque<Slice> slices = new ArrayDeque<>();
    private long maxSinceAsked = -1;

    /** Notes one latency. Clocks of two machines may differ by more than the way takes: below 0 is 0. */
    void record(long latencyMs, long nowMs) {
        long counted = Math.clamp(latencyMs, 0, MAX_MS);
        slice(nowMs).histogram().recordValue(counted);
        maxSinceAsked = Math.max(maxSinceAsked, counted);
    }

    private Slice slice(long nowMs) {
        forget(nowMs);
        Slice newest = slices.peekLast();
        if (newest == null || nowMs - newest.startMs() >= SLICE_MS) {
            newest = new Slice(nowMs, new Histogram(MAX_MS, 3));
            slices.addLast(newest);
        }
        return newest;
    }

    private void forget(long nowMs) {
        while (!slices.isEmpty() && nowMs - slices.getFirst().startMs() >= SLICE_MS * SLICES) {
            slices.removeFirst();
        }
    }

    /** The last minute's percentiles. */
    Percentiles percentiles(long nowMs) {
        forget(nowMs);
        Histogram sum = new Histogram(MAX_MS, 3);
        slices.forEach(slice -> sum.add(slice.histogram()));
        return sum.getTotalCount() == 0
                ? Percentiles.NONE
                : new Percentiles(
                        sum.getValueAtPercentile(50),
                        sum.getValueAtPercentile(95),
                        sum.getValueAtPercentile(99),
                        sum.getTotalCount());
    }

    /** The longest latency since the last call; null where there was none. */
    @Nullable
    Long takeMax() {
        Long max = maxSinceAsked < 0 ? null : maxSinceAsked;
        maxSinceAsked = -1;
        return max;
    }
}
