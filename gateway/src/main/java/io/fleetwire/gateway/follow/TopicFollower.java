package io.fleetwire.gateway.follow;

import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topic;
import io.fleetwire.gateway.publish.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topics on a thread of its own, with no consumer group: what they held at start-up one topic after the other, then all of them as they grow. */
public final class TopicFollower {

    /** What is read goes here; all calls on the follower's thread. */
    public interface Reader {

        /**
         * The next record.
         *
         * @throws MalformedEventException where it is to be logged and left out
         */
        void read(ConsumerRecord<String, byte @Nullable []> read) throws MalformedEventException;

        /** Everything that was there at start-up has been read. */
        void loaded();

        /** Again and again, at least every {@link #POLL}. */
        default void tick() {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    private static final Duration POLL = Duration.ofMillis(250);

    private final String name;
    private final List<Topic<?>> topics;
    private final @Nullable Duration back;
    private final Reader reader;
    private final Consumer<String, byte[]> consumer;
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    /** Next offset to read, so that Kafka's being away in between repeats nothing. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Begins to read.
     *
     * @param name in thread names, logs and Kafka's client ids
     * @param topics what there is at start-up is read in this order
     * @param back from so long ago; null: from the topics' beginning
     */
    public TopicFollower(
            String name, KafkaSettings kafka, List<Topic<?>> topics, @Nullable Duration back, Reader reader) {
        this.name = name;
        this.topics = topics;
        this.back = back;
        this.reader = reader;
        Map<String, Object> settings = kafka.client();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "fleetwire-gateway-" + name);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        thread = Thread.ofPlatform().name(name + "-follower").daemon().start(this::run);
    }

    /** Completes when everything that was in the topics at start-up has been read. */
    public CompletableFuture<Void> loaded() {
        return loaded;
    }

    private void run() {
        while (!stopped) {
            try {
                follow();
            } catch (WakeupException e) {
                // stopping: the loop's condition ends it
            } catch (KafkaException e) {
                LOG.warn("reading {} again: {}", name, e.getMessage());
            }
        }
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private void follow() {
        if (!loaded.isDone()) {
            topics.forEach(topic -> readToItsEnd(partitions(topic)));
            if (stopped) {
                return;
            }
            reader.loaded();
            loaded.complete(null);
        }
        assign(topics.stream().flatMap(topic -> partitions(topic).stream()).toList());
        while (!stopped) {
            poll();
        }
    }

    private void readToItsEnd(List<TopicPartition> partitions) {
        assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!stopped && partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            poll();
        }
        remember();
    }

    private void poll() {
        consumer.poll(POLL).forEach(this::hand);
        remember();
        reader.tick();
    }

    private void remember() {
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
    }

    private void assign(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> fresh = start(partitions);
        partitions.forEach(p -> consumer.seek(p, positions.getOrDefault(p, fresh.getOrDefault(p, 0L))));
    }

    private Map<TopicPartition, Long> start(List<TopicPartition> partitions) {
        if (back == null) {
            return consumer.beginningOffsets(partitions);
        }
        long fromMs = Instant.now().minus(back).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, fromMs));
        Map<TopicPartition, Long> start = new HashMap<>(consumer.endOffsets(partitions));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                start.put(partition, found.offset());
            }
        });
        return start;
    }

    private List<TopicPartition> partitions(Topic<?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void hand(ConsumerRecord<String, byte @Nullable []> read) {
        try {
            reader.read(read);
        } catch (MalformedEventException e) {
            LOG.warn("{} at offset {} is ignored: {}", read.topic(), read.offset(), e.reason());
        } catch (RuntimeException e) { // a defect of ours must not be the end of all that follows
            LOG.error("{} at offset {} is ignored", read.topic(), read.offset(), e);
        }
    }

    /** Stops following. */
    public void stop() throws InterruptedException {
        stopped = true;
        consumer.wakeup();
        thread.join();
    }
}
