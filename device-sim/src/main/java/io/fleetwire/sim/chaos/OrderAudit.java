package io.fleetwire.sim.chaos;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads Kafka from its beginning: a device's records must be there in the order in which it made them. */
final class OrderAudit {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final String bootstrapServers;

    OrderAudit(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * What Kafka holds of these devices.
     *
     * @param records different ones
     * @param repeated sent again because nobody acknowledged them: allowed, ClickHouse has them once
     * @param reordered records that appear for the first time behind a younger one of their device
     */
    record Order(long records, long repeated, long reordered) {}

    Order look(Predicate<String> device) throws IOException {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            String topic = Topics.TELEMETRY_RAW.name();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Reader reader = new Reader(device);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    reader.read(record.value());
                }
            }
            return reader.order();
        }
    }

    /** A device's records grow in time and an old one can only come back as a repetition: the youngest so far says which is which. */
    private static final class Reader {
        private final Predicate<String> device;
        private final Map<String, Set<Long>> seen = new HashMap<>();
        private final Map<String, Long> youngest = new HashMap<>();
        private long records;
        private long repeated;
        private long reordered;

        Reader(Predicate<String> device) {
            this.device = device;
        }

        void read(byte[] value) throws IOException {
            Telemetry record = decoded(value);
            String id = record.deviceId();
            if (!device.test(id)) {
                return;
            }
            if (!seen.computeIfAbsent(id, none -> new HashSet<>()).add(record.deviceTimeMs())) {
                repeated++;
                return;
            }
            records++;
            Long before = youngest.get(id);
            if (before != null && record.deviceTimeMs() < before) {
                reordered++;
            } else {
                youngest.put(id, record.deviceTimeMs());
            }
        }

        private static Telemetry decoded(byte[] value) throws IOException {
            try {
                return Topics.TELEMETRY_RAW.format().decode(value);
            } catch (MalformedEventException e) {
                throw new IOException("Kafka holds what cannot be read: " + e.getMessage(), e);
            }
        }

        Order order() {
            return new Order(records, repeated, reordered);
        }
    }
}
