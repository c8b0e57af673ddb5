package io.fleetwire.engine.job.source;

import io.fleetwire.engine.job.type.Bytes;
import io.fleetwire.engine.job.type.Codec;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of {@code fleet.config}.
 *
 * @param value empty: the key was deleted
 * @param partition where it is on the topic …
 * @param offset … and its place there
 */
// The bytes are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record ConfigRecord(String key, byte[] value, int partition, long offset) implements Serializable {

    private static final byte[] DELETED = {};

    /** The record as Kafka has it. */
    static ConfigRecord of(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        byte[] value = record.value();
        return new ConfigRecord(
                key == null ? "" : new String(key, StandardCharsets.UTF_8),
                value == null ? DELETED : value,
                record.partition(),
                record.offset());
    }

    /** Reads the topic. */
    public static final class Reader implements KafkaRecordDeserializationSchema<ConfigRecord> {
        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ConfigRecord> out) {
            out.collect(of(record));
        }

        @Override
        public TypeInformation<ConfigRecord> getProducedType() {
            return new ConfigCodec().flinkType();
        }
    }

    /** The bytes of a record. */
    public static final class ConfigCodec implements Codec<ConfigRecord> {
        @Override
        public Class<ConfigRecord> type() {
            return ConfigRecord.class;
        }

        @Override
        public void write(ConfigRecord record, DataOutputView out) throws IOException {
            Bytes.writeText(record.key, out);
            Bytes.write(record.value, out);
            out.writeInt(record.partition);
            out.writeLong(record.offset);
        }

        @Override
        public ConfigRecord read(DataInputView in) throws IOException {
            return new ConfigRecord(Bytes.readText(in), Bytes.read(in), in.readInt(), in.readLong());
        }
    }
}
