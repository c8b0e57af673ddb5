package io.fleetwire.engine.job.source;

import io.fleetwire.engine.job.type.Bytes;
import io.fleetwire.engine.job.type.Codec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record on its way to its vehicle: still bytes, because decoding after the shuffle is cheaper than writing the decoded record again.
 *
 * @param vehicleId whom it goes to; empty as long as that is unknown
 * @param deviceId who sent it, where the record names no vehicle; else empty
 * @param value as Kafka had it
 * @param kafkaTimeMs when Kafka got it
 */
// The bytes are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Envelope(Kind kind, String vehicleId, String deviceId, byte[] value, long kafkaTimeMs) {

    /** Which topic it came from. */
    public enum Kind {
        TELEMETRY(0),
        TRIP(1),
        DRIVER(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) throws IOException {
            return switch (code) {
                case 0 -> TELEMETRY;
                case 1 -> TRIP;
                case 2 -> DRIVER;
                default -> throw new IOException("no such kind of envelope: " + code);
            };
        }
    }

    Envelope to(String vehicle) {
        return new Envelope(kind, vehicle, deviceId, value, kafkaTimeMs);
    }

    /** The bytes of an envelope. */
    public static final class EnvelopeCodec implements Codec<Envelope> {
        @Override
        public Class<Envelope> type() {
            return Envelope.class;
        }

        @Override
        public void write(Envelope envelope, DataOutputView out) throws IOException {
            out.writeByte(envelope.kind.code);
            Bytes.writeText(envelope.vehicleId, out);
            Bytes.writeText(envelope.deviceId, out);
            Bytes.write(envelope.value, out);
            out.writeLong(envelope.kafkaTimeMs);
        }

        @Override
        public Envelope read(DataInputView in) throws IOException {
            return new Envelope(
                    Kind.of(in.readByte()), Bytes.readText(in), Bytes.readText(in), Bytes.read(in), in.readLong());
        }
    }
}
