package io.fleetwire.sim.load;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * What is offered, whatever the answers: an open loop.
 *
 * @param rate records a second, of all devices together
 * @param mostPerPacket packets carry 1 to this many records, each number as often
 * @param warmupS seconds before the measured ones: of the JVMs, the caches, the connections
 * @param seconds the measured ones
 * @param seed the same seed offers the same load
 */
public record Plan(int rate, int devices, int mostPerPacket, int warmupS, int seconds, long seed) {

    /** A process may hold 20,000 descriptors on many machines: the generator's own, and the gateway's. */
    public static final int MOST_DEVICES = 19_000;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    public Plan {
        require(rate >= 1, "the rate is at least 1 record a second");
        require(devices >= 1 && devices <= MOST_DEVICES, "there are 1 to " + MOST_DEVICES + " devices");
        require(mostPerPacket >= 1 && mostPerPacket <= 255, "a packet has 1 to 255 records");
        require(warmupS >= 0 && seconds >= 1, "at least 1 second is measured");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * A packet that is due.
     *
     * @param dueNs when it should be sent, after the start
     * @param recordsMs the device times of its records, milliseconds after the start: unique and growing for each device
     */
    public record Packet(long dueNs, List<Long> recordsMs) {}

    public long warmupNs() {
        return (long) (warmupS * NANOS_PER_SECOND);
    }

    public long endNs() {
        return (long) ((warmupS + seconds) * NANOS_PER_SECOND);
    }

    /**
     * A device's packets: a Poisson process, so that bursts happen as they do where nobody coordinates.
     *
     * @param tickMs what the device's clock can tell apart: times are multiples of it
     */
    Iterator<Packet> packetsOf(int device, long tickMs) {
        return new Packets(new SplittableRandom(seed * MOST_DEVICES + device), tickMs);
    }

    private double packetsPerSecond() {
        double recordsPerPacket = (1 + mostPerPacket) / 2.0;
        return rate / recordsPerPacket / devices;
    }

    private final class Packets implements Iterator<Packet> {
        private final SplittableRandom random;
        private final long tickMs;
        private long nextNs;
        private long lastRecordMs;

        Packets(SplittableRandom random, long tickMs) {
            this.random = random;
            this.tickMs = tickMs;
            this.lastRecordMs = -tickMs;
            this.nextNs = gapNs();
        }

        private long gapNs() {
            return (long) (random.nextExponential() / packetsPerSecond() * NANOS_PER_SECOND);
        }

        @Override
        public boolean hasNext() {
            return nextNs < endNs();
        }

        @Override
        public Packet next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Packet packet = new Packet(nextNs, recordTimes(1 + random.nextInt(mostPerPacket)));
            nextNs += gapNs();
            return packet;
        }

        /** The records were made one after the other since the packet before. */
        private List<Long> recordTimes(int count) {
            long sinceMs = lastRecordMs;
            long spanMs = Math.max(0, nextNs / NANOS_PER_MILLI - sinceMs);
            List<Long> times = new ArrayList<>(count);
            for (int i = 1; i <= count; i++) {
                long madeMs = sinceMs + spanMs * i / count;
                lastRecordMs = Math.max(lastRecordMs + tickMs, madeMs - Math.floorMod(madeMs, tickMs));
                times.add(lastRecordMs);
            }
            return times;
        }
    }
}
