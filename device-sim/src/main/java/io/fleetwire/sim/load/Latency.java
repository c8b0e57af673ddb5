package io.fleetwire.sim.load;

import org.HdrHistogram.AbstractHistogram;

/** Percentiles, milliseconds. */
public record Latency(long count, double p50, double p95, double p99, double p999, double max) {

    public static Latency of(AbstractHistogram micros) {
        return new Latency(
                micros.getTotalCount(),
                millis(micros.getValueAtPercentile(50)),
                millis(micros.getValueAtPercentile(95)),
                millis(micros.getValueAtPercentile(99)),
                millis(micros.getValueAtPercentile(99.9)),
                millis(micros.getMaxValue()));
    }

    private static double millis(long micros) {
        return micros / 1e3;
    }
}
