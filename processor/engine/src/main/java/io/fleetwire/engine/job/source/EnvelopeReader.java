package io.fleetwire.engine.job.source;

import io.fleetwire.event.wire.Topics;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Puts a Kafka record into an envelope, whatever is in it. A record without a value says nothing and is skipped. */
public final class EnvelopeReader implements KafkaRecordDeserializationSchema<Envelope> {

    /** The topics the job reads vehicles' events from. */
    public static List<String> topics() {
        return List.of(Topics.TELEMETRY_RAW.name(), Topics.TRIP_EVENTS.name(), Topics.DRIVER_EVENTS.name());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Envelope> out) {
        byte[] value = record.value();
        if (value != null) {
            out.collect(new Envelope(kind(record.topic()), "", "", value, kafkaTimeMs(record)));
        }
    }

    /** Kafka's time of a record; of one that a very old client wrote without a time, now. */
    private static long kafkaTimeMs(ConsumerRecord<byte[], byte[]> record) {
        return record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                ? System.currentTimeMillis()
                : record.timestamp();
    }

    private static Envelope.Kind kind(String topic) {
        if (topic.equals(Topics.TELEMETRY_RAW.name())) {
            return Envelope.Kind.TELEMETRY;
        }
        return topic.equals(Topics.TRIP_EVENTS.name()) ? Envelope.Kind.TRIP : Envelope.Kind.DRIVER;
    }

    @Override
    public TypeInformation<Envelope> getProducedType() {
        return new Envelope.EnvelopeCodec().flinkType();
    }
}
