package io.fleetwire.gateway.command;

import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.publish.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code fleet.commands} and {@code fleet.commands.results} for a {@link CommandDesk}, from as far back as a command may wait, and follows them;
 * one thread, which is also the desk's clock.
 */
public final class CommandFollower {

    private static final Logger LOG = LoggerFactory.getLogger(CommandFollower.class);

    private static final Duration POLL = Duration.ofMillis(250);

    /** Clocks of other machines may be behind by this much. */
    private static final Duration SLACK = Duration.ofHours(1);

    /** What a poll may bring in of a partition: a thousand commands. */
    private static final int FETCH_BYTES = 1 << 20;

    private final CommandDesk desk;
    private final Consumer<String, byte[]> consumer;
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Thread thread;
    private volatile boolean stopped;

    public CommandFollower(KafkaSettings kafka, CommandDesk desk) {
        this.desk = desk;
        Map<String, Object> settings = kafka.client();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "fleetwire-gateway-commands");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        thread = Thread.ofPlatform().name("command-follower").daemon().start(this::run);
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
                LOG.warn("reading commands again: {}", e.getMessage());
            }
        }
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private void follow() {
        // Results first: what was done already must be known before what was asked for.
        List<TopicPartition> results = partitions(Topics.COMMAND_RESULTS);
        List<TopicPartition> commands = partitions(Topics.COMMANDS);
        if (!loaded.isDone()) {
            read(results);
            read(commands);
            loaded.complete(null);
            desk.caughtUp();
        }
        List<TopicPartition> both = new ArrayList<>(results);
        both.addAll(commands);
        assign(both);
        while (!stopped) {
            poll();
        }
    }

    private void read(List<TopicPartition> partitions) {
        assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!stopped && partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            poll();
        }
        remember();
    }

    private void poll() {
        consumer.poll(POLL).forEach(this::apply);
        remember();
        desk.tick();
    }

    private void remember() {
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
    }

    private void assign(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        long fromMs = Instant.now().minus(Order.LONGEST_WAIT).minus(SLACK).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, fromMs));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            long fresh = found == null ? ends.getOrDefault(partition, 0L) : found.offset();
            consumer.seek(partition, positions.getOrDefault(partition, fresh));
        });
    }

    private List<TopicPartition> partitions(Topic<?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void apply(ConsumerRecord<String, byte[]> read) {
        byte[] value = read.value();
        if (value == null) {
            return;
        }
        try {
            if (read.topic().equals(Topics.COMMANDS.name())) {
                desk.read(Topics.COMMANDS.format().decode(value), Instant.ofEpochMilli(read.timestamp()));
            } else {
                desk.read(Topics.COMMAND_RESULTS.format().decode(value));
            }
        } catch (MalformedEventException e) {
            LOG.warn("{} at offset {} is ignored: {}", read.topic(), read.offset(), e.reason());
        } catch (RuntimeException e) { // a defect of ours must not be the end of all commands
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
