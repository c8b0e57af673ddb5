package io.fleetwire.sim.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;

/** What happened, counted by all trackers together. Only packets that were due after the warm-up are timed; all records are counted. */
final class Tally {

    /** Longer waits count as this. */
    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(10);

    private static final int SIGNIFICANT_DIGITS = 3;

    private final long warmupNs;
    private final AbstractHistogram ackMicros = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    private final AbstractHistogram lateMicros = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    private final LongAdder offered = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder reconnects = new LongAdder();
    private final LongAccumulator lastAckNs = new LongAccumulator(Math::max, 0);

    Tally(long warmupNs) {
        this.warmupNs = warmupNs;
    }

    /**
     * A packet was acknowledged; all times count from the start.
     *
     * @param couldSendNs when it was due and the packet before it acknowledged: what came later is the generator's own fault
     */
    void acknowledged(Plan.Packet packet, long couldSendNs, long sentNs, long ackNs) {
        int records = packet.recordsMs().size();
        offered.add(records);
        acknowledged.add(records);
        lastAckNs.accumulate(ackNs);
        if (packet.dueNs() >= warmupNs) {
            record(ackMicros, ackNs - packet.dueNs());
            record(lateMicros, sentNs - couldSendNs);
        }
    }

    /** A packet that nobody acknowledged in time counts with the time it waited: leaving it out would flatter. */
    void gaveUp(Plan.Packet packet, long nowNs) {
        offered.add(packet.recordsMs().size());
        if (packet.dueNs() >= warmupNs) {
            record(ackMicros, nowNs - packet.dueNs());
        }
    }

    void reconnected() {
        reconnects.increment();
    }

    private static void record(AbstractHistogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, MAX_MICROS));
    }

    long offered() {
        return offered.sum();
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    /** From the start to the last acknowledgement. */
    double acknowledgedPerSecond() {
        double seconds = lastAckNs() / (double) TimeUnit.SECONDS.toNanos(1);
        return seconds == 0 ? 0 : Math.round(acknowledged() / seconds * 10) / 10.0;
    }

    long reconnects() {
        return reconnects.sum();
    }

    /** After the start. */
    long lastAckNs() {
        return lastAckNs.get();
    }

    /** From the moment a packet was due until its acknowledgement. */
    Latency ack() {
        return Latency.of(ackMicros);
    }

    /** How late the generator itself was: a figure to judge the others by. */
    Latency late() {
        return Latency.of(lateMicros);
    }
}
