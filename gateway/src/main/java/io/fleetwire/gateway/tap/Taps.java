package io.fleetwire.gateway.tap;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.TappedFrame;
import io.fleetwire.event.TappedFrame.Direction;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.protocol.ProtocolAdapter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The taps that are open. While there is none, a frame costs one volatile read. A copy is made on the event loop, where the frame's bytes are still there;
 * everything else happens on a thread of its own, with a producer of its own: a tap can neither hold up an acknowledgement nor take its room.
 */
public final class Taps {

    /** Frames of one tap in one second; more are left out and counted. */
    static final int FRAMES_PER_SECOND = 50;

    /** Copies on their way to Kafka; more are left out. */
    private static final int MAX_WAITING = 1_000;

    private static final Duration THREAD_KEPT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Taps.class);

    private final InstantSource clock;
    private final Supplier<Producer<String, byte[]>> producers;
    private final ThreadPoolExecutor sender;
    private volatile Map<String, Tap> open = Map.of();
    private @Nullable Producer<String, byte[]> producer;

    /**
     * @param producers asked once, when the first frame is tapped
     */
    public Taps(InstantSource clock, Supplier<Producer<String, byte[]>> producers) {
        this.clock = clock;
        this.producers = producers;
        sender = new ThreadPoolExecutor(
                1,
                1,
                THREAD_KEPT.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().daemon().name("taps").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        sender.allowCoreThreadTimeOut(true);
    }

    /** Somebody listens in. An end further away than allowed is none of ours to believe. */
    public synchronized void put(ConfigEntry.Tap asked) {
        Instant now = clock.instant();
        Instant latest = now.plus(ConfigEntry.Tap.LONGEST);
        Map<String, Tap> next = new HashMap<>(open);
        next.values().removeIf(tap -> tap.isOver(now));
        Tap tap = new Tap(asked.until().isBefore(latest) ? asked.until() : latest);
        if (!tap.isOver(now) && (next.containsKey(asked.deviceId()) || next.size() < ConfigEntry.Tap.MOST)) {
            next.put(asked.deviceId(), tap);
        }
        open = Map.copyOf(next);
    }

    /** An entry of {@code fleet.config} is gone. */
    public synchronized void remove(String key) {
        Map<String, Tap> next = new HashMap<>(open);
        if (next.keySet().removeIf(deviceId -> ConfigEntry.Tap.keyOf(deviceId).equals(key))) {
            open = Map.copyOf(next);
        }
    }

    /** A device sent this frame, which stays the caller's. */
    public void heard(String deviceId, ProtocolAdapter<?> adapter, ByteBuf frame, Instant at) {
        Map<String, Tap> taps = open;
        if (!taps.isEmpty()) {
            copy(taps.get(deviceId), deviceId, adapter, frame, Direction.FROM_DEVICE, at);
        }
    }

    /** A device is sent this frame, which stays the caller's. */
    public void said(String deviceId, ProtocolAdapter<?> adapter, ByteBuf frame, InstantSource now) {
        Map<String, Tap> taps = open;
        if (!taps.isEmpty()) {
            copy(taps.get(deviceId), deviceId, adapter, frame, Direction.TO_DEVICE, now.instant());
        }
    }

    private void copy(
            @Nullable Tap tap,
            String deviceId,
            ProtocolAdapter<?> adapter,
            ByteBuf frame,
            Direction direction,
            Instant at) {
        long missed = tap == null ? -1 : tap.take(at);
        if (missed >= 0) {
            byte[] bytes = ByteBufUtil.getBytes(frame);
            sender.execute(() -> send(deviceId, adapter, direction, at, bytes, missed));
        }
    }

    private void send(
            String deviceId, ProtocolAdapter<?> adapter, Direction direction, Instant at, byte[] bytes, long missed) {
        try {
            if (producer == null) {
                producer = producers.get();
            }
            boolean masked = Secrets.mask(adapter, bytes);
            TappedFrame frame =
                    new TappedFrame(deviceId, adapter.id(), direction, at, ByteBufUtil.hexDump(bytes), masked, missed);
            var unused = producer.send(new ProducerRecord<>(
                    Topics.TAPS.name(), deviceId, Topics.TAPS.format().encode(frame)));
        } catch (RuntimeException e) {
            LOG.warn("a tapped frame of {} is lost: {}", deviceId, e.getMessage());
        }
    }

    /** Drops what is on its way. */
    public void stop() throws InterruptedException {
        open = Map.of();
        sender.shutdownNow();
        if (sender.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS) && producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    /** One device's tap. Replies leave on the connection's thread as frames come in on it, but a device may have two connections for a moment. */
    private static final class Tap {
        private final Instant until;
        private long second;
        private int taken;
        private long missed;

        Tap(Instant until) {
            this.until = until;
        }

        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }

        /** How many were left out before this one; -1: this one is left out. */
        synchronized long take(Instant at) {
            if (isOver(at)) {
                return -1;
            }
            if (at.getEpochSecond() != second) {
                second = at.getEpochSecond();
                taken = 0;
            }
            if (taken >= FRAMES_PER_SECOND) {
                missed++;
                return -1;
            }
            taken++;
            long before = missed;
            missed = 0;
            return before;
        }
    }
}
