package io.fleetwire.sim.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device that follows the plan: a packet leaves when it is due and the one before is acknowledged. What is not acknowledged is sent again
 * over a new connection, as the real ones do.
 */
public final class LoadTracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadTracker.class);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(200);

    /** Of every device's id: a range that neither a vendor nor the simulated fleet has. */
    private static final String PREFIX = "0097000000";

    private final int number;
    private final ProtocolClient client;
    private final Tally tally;
    private volatile long lastAcknowledgedMs = -1;

    LoadTracker(int number, ProtocolClient client, Tally tally) {
        this.number = number;
        this.client = client;
        this.tally = tally;
    }

    /** 15 digits, as an IMEI has. */
    static String id(int number) {
        return "%s%05d".formatted(PREFIX, number);
    }

    /** Whether a device of this id is one of these. */
    public static boolean isOne(String deviceId) {
        return deviceId.startsWith(PREFIX);
    }

    /** Of a device that is one of these. */
    public static int number(String deviceId) {
        return Integer.parseInt(deviceId.substring(PREFIX.length()));
    }

    static String vehicleId(int number) {
        return "BENCH-%04d".formatted(number);
    }

    /**
     * The device time of the youngest acknowledged record, milliseconds after the start; -1: none. The older ones are acknowledged as well, but for those that
     * get no answer.
     */
    long lastAcknowledgedMs() {
        return lastAcknowledgedMs;
    }

    /** Connects and logs in, again and again until the gateway knows the device. */
    void dialIn(long deadlineNs) throws IOException, InterruptedException {
        while (true) {
            try {
                client.connect();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadlineNs) {
                    throw new IOException("device " + id(number) + " could not dial in: " + e.getMessage(), e);
                }
                Thread.sleep(BEFORE_ANOTHER_TRY);
            }
        }
    }

    private enum Fate {
        ACKNOWLEDGED,
        UNANSWERED,
        GIVEN_UP
    }

    /** Sends everything that is planned; what is left at the deadline is given up. */
    void follow(Iterator<Plan.Packet> packets, Start start, long deadlineNs) throws InterruptedException {
        long freeNs = 0;
        while (packets.hasNext()) {
            Plan.Packet packet = packets.next();
            TimeUnit.NANOSECONDS.sleep(packet.dueNs() - start.elapsedNs());
            long sentNs = start.elapsedNs();
            Fate fate = deliver(packet, start, deadlineNs);
            long nowNs = start.elapsedNs();
            switch (fate) {
                case ACKNOWLEDGED -> {
                    tally.acknowledged(packet, Math.max(packet.dueNs(), freeNs), sentNs, nowNs);
                    lastAcknowledgedMs = packet.recordsMs().getLast();
                }
                case UNANSWERED -> tally.unanswered(packet);
                case GIVEN_UP -> tally.gaveUp(packet, nowNs);
            }
            freeNs = nowNs;
        }
    }

    private Fate deliver(Plan.Packet packet, Start start, long deadlineNs) throws InterruptedException {
        while (start.elapsedNs() < deadlineNs) {
            try {
                return client.say(packet.recordsMs(), start) ? Fate.ACKNOWLEDGED : Fate.UNANSWERED;
            } catch (IOException e) {
                LOG.debug("{}: {}", id(number), e.getMessage());
                tally.reconnected();
                client.close();
                Thread.sleep(BEFORE_ANOTHER_TRY);
            }
        }
        return Fate.GIVEN_UP;
    }

    @Override
    public void close() {
        client.close();
    }
}
