package io.fleetwire.service.kafka;

import io.fleetwire.event.wire.Topic;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A topic that people write to: a write counts when all replicas have it and this process has read it back. */
public final class ConfirmedLog<T> implements AutoCloseable {

    /** How long a person waits for the own change to come back. */
    private static final Duration READ_BACK = Duration.ofSeconds(5);

    private final Topic<T> topic;
    private final Supplier<? extends Producer<String, byte[]>> producers;
    private final TopicTail<T> tail;
    /** Made with the first write: where Kafka's name does not resolve yet, a producer cannot be made at all. */
    private @Nullable Producer<String, byte[]> producer;

    public ConfirmedLog(Topic<T> topic, Supplier<? extends Producer<String, byte[]>> producers, TopicTail<T> tail) {
        this.topic = topic;
        this.producers = producers;
        this.tail = tail;
    }

    /**
     * Writes, and waits.
     *
     * @param value null: delete the key
     * @throws LogUnavailableException where it could not be confirmed
     */
    public void write(String key, @Nullable T value) {
        byte[] bytes = value == null ? null : topic.format().encode(value);
        try {
            RecordMetadata stored = producer()
                    .send(new ProducerRecord<>(topic.name(), key, bytes))
                    .get();
            if (!tail.awaitRead(stored.partition(), stored.offset(), READ_BACK)) {
                throw new LogUnavailableException(
                        "Kafka has stored it, but this service has not seen it yet. Look again in a moment.");
            }
        } catch (ExecutionException | KafkaException e) {
            throw new LogUnavailableException(
                    "Kafka did not confirm it. It may take effect all the same: look again when Kafka is back.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("The service is stopping.", e);
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
