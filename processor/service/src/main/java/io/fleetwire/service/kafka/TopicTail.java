package io.fleetwire.service.kafka;

import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of a topic from some point to its end, says so, and goes on reading. Survives a broker that is away and a topic that does
 * not exist yet; a value that cannot be read is skipped.
 */
public final class TopicTail<T> implements AutoCloseable {

    /** Takes what was read, in the order of each partition. */
    public interface Reader<T> {

        /**
         * @param value null: the key was deleted
         * @param history it was in the topic before this tail began
         */
        void read(@Nullable String key, @Nullable T value, boolean history);
    }

    /** Where to begin: everything, or no more than {@code back} and {@code mostRecords} of each partition. */
    public record Start(@Nullable Duration back, long mostRecords) {
        /** From the first record there is. */
        public static final Start BEGINNING = new Start(null, Long.MAX_VALUE);
    }

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long RETRY_MS = 500;
    /** A topic that grew new partitions is noticed within this time. */
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);

    private final Topic<T> topic;
    private final Start start;
    private final Supplier<? extends Consumer<String, byte[]>> consumers;
    private final Reader<T> reader;
    private final Thread thread;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    /** Next offset to read; what lies before it was handed to the reader. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final Map<TopicPartition, Long> historyEnds = new HashMap<>();
    private volatile @Nullable Consumer<String, byte[]> current;
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean waiting;

    public TopicTail(
            Topic<T> topic, Start start, Supplier<? extends Consumer<String, byte[]>> consumers, Reader<T> reader) {
        this.topic = topic;
        this.start = start;
        this.consumers = consumers;
        this.reader = reader;
        this.thread = Thread.ofPlatform().daemon().name("tail " + topic.name()).unstarted(this::run);
    }

    /** Begins to read. */
    public TopicTail<T> begin() {
        thread.start();
        return this;
    }

    /** Whether everything that was there at the beginning has been read. */
    public boolean isCaughtUp() {
        return caughtUp.isDone();
    }

    /** Waits until the record at this offset has been read; false: not within {@code patience}. */
    public boolean awaitRead(int partition, long offset, Duration patience) throws InterruptedException {
        TopicPartition place = new TopicPartition(topic.name(), partition);
        long deadlineNs = System.nanoTime() + patience.toNanos();
        synchronized (positions) {
            while (positions.getOrDefault(place, 0L) <= offset) {
                long leftNs = deadlineNs - System.nanoTime();
                if (leftNs <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(positions, leftNs);
            }
            return true;
        }
    }

    private void run() {
        while (!stopped()) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("{}: asked to stop", topic.name());
            } catch (KafkaException e) {
                LOG.warn("{}: cannot read, trying again: {}", topic.name(), e.getMessage());
                pause();
            } finally {
                current = null;
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        if (partitions.isEmpty()) {
            if (!waiting) {
                waiting = true;
                LOG.info("{}: waiting for the topic to exist", topic.name());
            }
            pause();
            return;
        }
        consumer.assign(partitions);
        seek(consumer, partitions);
        long lookAgainNs = System.nanoTime() + LOOK_FOR_PARTITIONS.toNanos();
        while (!stopped() && System.nanoTime() < lookAgainNs) {
            consumer.poll(POLL).forEach(this::hand);
            advance(consumer, partitions);
        }
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        var known = consumer.partitionsFor(topic.name());
        return known == null
                ? List.of()
                : known.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
    }

    private void seek(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> since = since(consumer, partitions, ends);
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            historyEnds.putIfAbsent(partition, end);
            Long resumed = position(partition);
            long fresh = Math.max(
                    Math.max(first.getOrDefault(partition, 0L), since.getOrDefault(partition, 0L)),
                    end - start.mostRecords());
            // A topic that was made anew begins again below where this tail had been.
            consumer.seek(partition, resumed != null && resumed <= end ? resumed : fresh);
        }
    }

    private Map<TopicPartition, Long> since(
            Consumer<String, byte[]> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        Duration back = start.back();
        if (back == null) {
            return Map.of();
        }
        long fromMs = Instant.now().minus(back).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, fromMs));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }

    private void hand(ConsumerRecord<String, byte[]> read) {
        boolean history =
                read.offset() < historyEnds.getOrDefault(new TopicPartition(read.topic(), read.partition()), 0L);
        byte[] bytes = read.value();
        try {
            reader.read(read.key(), bytes == null ? null : topic.format().decode(bytes), history);
        } catch (MalformedEventException e) {
            LOG.warn("{}-{} offset {}: skipped: {}", topic.name(), read.partition(), read.offset(), e.reason());
        }
    }

    private void advance(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        boolean behind = false;
        synchronized (positions) {
            for (TopicPartition partition : partitions) {
                long position = consumer.position(partition);
                positions.put(partition, position);
                behind |= position < historyEnds.getOrDefault(partition, 0L);
            }
            positions.notifyAll();
        }
        if (!behind) {
            caughtUp.complete(null);
        }
    }

    private @Nullable Long position(TopicPartition partition) {
        synchronized (positions) {
            return positions.get(partition);
        }
    }

    private void pause() {
        try {
            if (stop.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
                LOG.debug("{}: stopped while waiting", topic.name());
            }
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        Consumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }
}
