package io.fleetwire.system;

import io.fleetwire.protocol.teltonika.TeltonikaDevice;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A tracker that keeps books: sends packets, one at a time, again after every failure, and notes what the gateway acknowledged. */
final class Ledger {

    private static final int RECORDS_IN_A_PACKET = 5;
    private static final Duration BETWEEN_PACKETS = Duration.ofMillis(200);

    private final String imei;
    private final int port;
    private final TeltonikaDevice device;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Set<Long> acknowledged = new HashSet<>();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private long nextMs = Instant.now().toEpochMilli();

    Ledger(String imei, int port) {
        this.imei = imei;
        this.port = port;
        this.device = new TeltonikaDevice(imei, true);
    }

    String imei() {
        return imei;
    }

    void start() {
        thread.start();
    }

    /** After this, nothing more is noted. */
    void stop() {
        stopped.set(true);
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized Set<Long> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    synchronized int count() {
        return acknowledged.size();
    }

    private void run() {
        List<Long> packet = next();
        while (!stopped.get()) {
            try (Tracker tracker = new Tracker(port)) {
                if (!tracker.send(ByteBufUtil.getBytes(device.login())).hear(1).equals("01")) {
                    continue;
                }
                while (!stopped.get()) {
                    tracker.send(ByteBufUtil.getBytes(
                            device.packet(packet.stream().map(Ledger::record).toList())));
                    if (Long.parseLong(tracker.hear(4), 16) == packet.size()) {
                        note(packet);
                        packet = next();
                    }
                    Thread.sleep(BETWEEN_PACKETS);
                }
            } catch (IOException e) {
                // The same packet again, as a real tracker does.
                if (!pause()) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_PACKETS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private List<Long> next() {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < RECORDS_IN_A_PACKET; i++) {
            times.add(nextMs);
            nextMs += 40;
        }
        return times;
    }

    private static TeltonikaDevice.Sample record(long timeMs) {
        return new TeltonikaDevice.Sample(Instant.ofEpochMilli(timeMs))
                .place(52.5, 13.4, 9)
                .motion(0, 0)
                .ignition(true);
    }

    private synchronized void note(List<Long> packet) {
        acknowledged.addAll(packet);
    }
}
