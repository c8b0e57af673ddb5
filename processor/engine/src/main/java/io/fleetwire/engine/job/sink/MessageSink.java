package io.fleetwire.engine.job.sink;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages at once, at least once: people don't wait for a checkpoint. Whoever reads them knows a repeated one by its id (alerts, trips) or by
 * its time (positions).
 */
public final class MessageSink {

    private MessageSink() {}

    /** The sink; one producer per parallel instance. */
    public static KafkaSink<Message> of(String bootstrapServers) {
        return KafkaSink.<Message>builder()
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty(ProducerConfig.ACKS_CONFIG, "all")
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
                .setRecordSerializer(new AsItIs())
                .build();
    }

    private static final class AsItIs implements KafkaRecordSerializationSchema<Message> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                Message message, KafkaSinkContext context, @Nullable Long timestamp) {
            return new ProducerRecord<>(message.topic(), message.key(), message.value());
        }
    }
}
