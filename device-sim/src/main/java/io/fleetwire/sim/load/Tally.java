package io.fleetwire.sim.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;

/** What happened, counted by all devices of a group together. Only packets that were due after the warm-up are timed; all records are counted. */
public final class Tally {

    /** Longer waits count as this. */
    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(10);

    private static final int SIGNIFICANT_DIGITS = 3;

    private final long warmupNs;
    private final AbstractHistogram ackMicros = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    private final AbstractHistogram lateMicros = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    private final LongAdder offered = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder reconnects = new LongAdder();
    private final LongAccumulator lastAckNs = new LongAccumulator(Math::max, 0);

    public Tally(long warmupNs) {
        this.warmupNs = warmupNs;
    }

    /**
     * A packet was acknowledged; all times count from the start.
     *
     * @param couldSendNs when it was due and the packet before it acknowledged: what came later is the generator's own fault
     */
    public void acknowledged(Plan.Packet packet, long couldSendNs, long sentNs, long ackNs) {
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
    public void gaveUp(Plan.Packet packet, long nowNs) {
        offered.add(packet.recordsMs().size());
        if (packet.dueNs() >= warmupNs) {
            record(ackMicros, nowNs - packet.dueNs());
        }
    }

    /** A packet to which the protocol has no answer was handed to the network. */
    public void unanswered(Plan.Packet packet) {
        unanswered.add(packet.recordsMs().size());
    }

    public void reconnected() {
        reconnects.increment();
    }

    private static void record(AbstractHistogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, MAX_MICROS));
    }

    public long offered() {
        return offered.sum();
    }

    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Records sent to which the protocol has no answer; not among the offered ones. */
    public long unanswered() {
        return unanswered.sum();
    }

    /** From the start to the last acknowledgement. */
    public double acknowledgedPerSecond() {
        double seconds = lastAckNs() / (double) TimeUnit.SECONDS.toNanos(1);
        return seconds == 0 ? 0 : Math.round(acknowledged() / seconds * 10) / 10.0;
    }

    public long reconnects() {
        return reconnects.sum();
    }

    /** After the start. */
    public long lastAckNs() {
        return lastAckNs.get();
    }

    /** From the moment a packet was due until its acknowledgement. */
    public Latency ack() {
        return Latency.of(ackMicros);
    }

    /** How late the generator itself was: a figure to judge the others by. */
    public Latency late() {
        return Latency.of(lateMicros);
    }
}
