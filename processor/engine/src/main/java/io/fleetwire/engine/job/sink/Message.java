package io.fleetwire.engine.job.sink;

import io.fleetwire.engine.job.type.Bytes;
import io.fleetwire.engine.job.type.Codec;
import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.wire.Topic;
import io.fleetwire.event.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A Kafka record to be sent at once.
 *
 * @param topic its topic's name
 */
// The bytes are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Message(String topic, byte[] key, byte[] value) {

    /** Most bytes of a refused record that a dead letter quotes: in Base64 they stay far below a broker's 1 MiB limit. */
    static final int MAX_QUOTED = 64 * 1024;

    /** A value for its topic. */
    public static <T> Message of(Topic<T> topic, T value) {
        byte[] key = topic.key().apply(value).getBytes(StandardCharsets.UTF_8);
        return new Message(topic.name(), key, topic.format().encode(value));
    }

    /** A record nobody could read, with the reason. */
    public static Message deadLetter(String reason, byte[] bytes, String deviceId, long atMs) {
        boolean quoted = bytes.length <= MAX_QUOTED;
        return of(
                Topics.DEAD_LETTERS,
                new DeadLetter(
                        DeadLetter.Origin.ENGINE,
                        null,
                        deviceId.isEmpty() ? null : deviceId,
                        quoted ? reason : reason + " (the first " + MAX_QUOTED + " of " + bytes.length + " bytes)",
                        Instant.ofEpochMilli(atMs),
                        quoted ? bytes : Arrays.copyOf(bytes, MAX_QUOTED)));
    }

    /** The bytes of a message. */
    public static final class MessageCodec implements Codec<Message> {
        @Override
        public Class<Message> type() {
            return Message.class;
        }

        @Override
        public void write(Message message, DataOutputView out) throws IOException {
            Bytes.writeText(message.topic, out);
            Bytes.write(message.key, out);
            Bytes.write(message.value, out);
        }

        @Override
        public Message read(DataInputView in) throws IOException {
            return new Message(Bytes.readText(in), Bytes.read(in), Bytes.read(in));
        }
    }
}
