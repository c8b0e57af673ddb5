package io.fleetwire.engine.job.source;

import io.fleetwire.event.wire.Topics;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The fleet's configuration as it was when the job was built. The job begins with it rather than with nothing: which vehicle a device belongs to
 * must not depend on which topic was read faster.
 *
 * @param build a name of this build of the job, which no other has
 * @param entries the newest value of each key
 * @param next where reading goes on
 */
public record ConfigAtStart(String build, List<ConfigRecord> entries, Map<TopicPartition, Long> next)
        implements Serializable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** How long Kafka may take to hand it over. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Reads {@code fleet.config} to its end.
     *
     * @throws IllegalStateException where the topic is not there, or Kafka does not answer in time
     */
    public static ConfigAtStart read(String bootstrapServers) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(Topics.CONFIG.name())
                    .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
            if (partitions.isEmpty()) {
                throw new IllegalStateException("Kafka at " + bootstrapServers + " has no topic " + Topics.CONFIG.name()
                        + ": create the topics first");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            return new ConfigAtStart(UUID.randomUUID().toString(), readTo(consumer, ends), ends);
        }
    }

    /** Whether a record is among those that were read, or older than the one that was. */
    boolean covers(ConfigRecord record) {
        Long first = next.get(new TopicPartition(Topics.CONFIG.name(), record.partition()));
        return first != null && record.offset() < first;
    }

    private static List<ConfigRecord> readTo(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<String, ConfigRecord> newest = new LinkedHashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("reading " + Topics.CONFIG.name() + " took longer than " + PATIENCE);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                ConfigRecord entry = ConfigRecord.of(record);
                newest.put(entry.key(), entry);
            }
        }
        return List.copyOf(newest.values());
    }
}
