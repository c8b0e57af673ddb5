package io.fleetwire.service;

import io.fleetwire.event.wire.Topic;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to Kafka as the gateway and the engine do. */
final class Publisher implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    Publisher(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
    }

    <T> void publish(Topic<T> topic, T value) throws ExecutionException, InterruptedException {
        raw(topic, topic.key().apply(value), topic.format().encode(value));
    }

    void raw(Topic<?> topic, String key, byte[] value) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
