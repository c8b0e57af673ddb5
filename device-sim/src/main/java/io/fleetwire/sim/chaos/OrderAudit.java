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
     * What Kafka holds of some devices.
     *
     * @param records different ones
     * @param repeated sent again because nobody acknowledged them: allowed, ClickHouse has them once
     * @param reordered records that appear for the first time behind a younger one of their device
     */
    record Order(long records, long repeated, long reordered) {
        Order plus(Order other) {
            return new Order(records + other.records, repeated + other.repeated, reordered + other.reordered);
        }
    }

    /** By device. A record without a fix is a heartbeat, which tells no time of its own: it is in nobody's order. */
    Map<String, Order> look(Predicate<String> device) throws IOException {
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
            Map<String, Reader> readers = new HashMap<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> stored : consumer.poll(POLL)) {
                    Telemetry record = decoded(stored.value());
                    if (record.fix() != null && device.test(record.deviceId())) {
                        readers.computeIfAbsent(record.deviceId(), none -> new Reader())
                                .read(record.deviceTimeMs());
                    }
                }
            }
            Map<String, Order> orders = new HashMap<>();
            readers.forEach((id, reader) -> orders.put(id, reader.order()));
            return orders;
        }
    }

    private static Telemetry decoded(byte[] value) throws IOException {
        try {
            return Topics.TELEMETRY_RAW.format().decode(value);
        } catch (MalformedEventException e) {
            throw new IOException("Kafka holds what cannot be read: " + e.getMessage(), e);
        }
    }

    /** A device's records grow in time and an old one can only come back as a repetition: the youngest so far says which is which. */
    static final class Reader {
        private final Set<Long> seen = new HashSet<>();
        private long youngestMs = Long.MIN_VALUE;
        private long repeated;
        private long reordered;

        void read(long deviceTimeMs) {
            if (!seen.add(deviceTimeMs)) {
                repeated++;
            } else if (deviceTimeMs < youngestMs) {
                reordered++;
            } else {
                youngestMs = deviceTimeMs;
            }
        }

        Order order() {
            return new Order(seen.size(), repeated, reordered);
        }
    }
}
