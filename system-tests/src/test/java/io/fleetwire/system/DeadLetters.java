package io.fleetwire.system;

import static org.awaitility.Awaitility.await;

import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies on {@code fleet.deadletter}. */
final class DeadLetters {

    private DeadLetters() {}

    /** The reason given for something of this device. */
    static String awaitReason(House house, String deviceId) {
        return awaitLetter(house, letter -> deviceId.equals(letter.deviceId())).reason();
    }

    /** The first letter that fits. */
    static DeadLetter awaitLetter(House house, Predicate<DeadLetter> fits) {
        return await().atMost(House.PATIENCE)
                .until(() -> all(house).stream().filter(fits).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static List<DeadLetter> all(House house) throws MalformedEventException {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", house.kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            String topic = Topics.DEAD_LETTERS.name();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<DeadLetter> letters = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    letters.add(Topics.DEAD_LETTERS.format().decode(record.value()));
                }
            }
            return letters;
        }
    }
}
