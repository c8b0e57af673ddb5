package io.fleetwire.service.fleet;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.kafka.TopicTail;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** {@code fleet.config}: a write counts when all replicas have it and this process has read it back. */
final class KafkaFleetLog implements FleetLog, AutoCloseable {

    /** How long a person waits for the own change to come back. */
    private static final Duration READ_BACK = Duration.ofSeconds(5);

    private final Supplier<? extends Producer<String, byte[]>> producers;
    private final TopicTail<ConfigEntry> tail;
    /** Made with the first write: where Kafka's name does not resolve yet, a producer cannot be made at all. */
    private @Nullable Producer<String, byte[]> producer;

    KafkaFleetLog(Supplier<? extends Producer<String, byte[]>> producers, TopicTail<ConfigEntry> tail) {
        this.producers = producers;
        this.tail = tail;
    }

    @Override
    public void write(String key, @Nullable ConfigEntry entry) {
        byte[] value = entry == null ? null : Topics.CONFIG.format().encode(entry);
        try {
            RecordMetadata stored = producer()
                    .send(new ProducerRecord<>(Topics.CONFIG.name(), key, value))
                    .get();
            if (!tail.awaitRead(stored.partition(), stored.offset(), READ_BACK)) {
                throw new FleetLogUnavailableException(
                        "Kafka has stored the change, but this service has not seen it yet. Look again in a moment.");
            }
        } catch (ExecutionException | KafkaException e) {
            throw new FleetLogUnavailableException(
                    "Kafka did not confirm the change, so nothing may have been changed. Try again when it is back.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetLogUnavailableException("The service is stopping.", e);
        }
    }

    private synchronized Producer<String, byte[]> producer() {
        Producer<String, byte[]> made = producer;
        if (made == null) {
            made = producers.get();
            producer = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
