package io.fleetwire.engine.job.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Rows of one table that are stored together, once.
 *
 * @param token what ClickHouse knows a repetition by. Random, and part of the checkpoint: a token derived from the checkpoint's number would name
 *     other rows after an older checkpoint was restored, and those would be dropped as duplicates
 * @param createdAtMs when it was sealed: what the outbox is loaded in the order of
 * @param data RowBinaryWithNamesAndTypes
 */
// The bytes are nobody's to change and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Batch(String table, UUID token, long createdAtMs, int rows, byte[] data) {

    /** Batches in a checkpoint. */
    public static final class Serializer implements SimpleVersionedSerializer<Batch> {
        private static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(Batch batch) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(batch.data.length + 64);
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeUTF(batch.table);
                out.writeLong(batch.token.getMostSignificantBits());
                out.writeLong(batch.token.getLeastSignificantBits());
                out.writeLong(batch.createdAtMs);
                out.writeInt(batch.rows);
                out.writeInt(batch.data.length);
                out.write(batch.data);
            }
            return bytes.toByteArray();
        }

        @Override
        public Batch deserialize(int version, byte[] serialized) throws IOException {
            if (version != VERSION) {
                throw new IOException("a batch of version " + version + ", this engine reads " + VERSION);
            }
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized))) {
                String table = in.readUTF();
                UUID token = new UUID(in.readLong(), in.readLong());
                long createdAtMs = in.readLong();
                int rows = in.readInt();
                byte[] data = new byte[in.readInt()];
                in.readFully(data);
                return new Batch(table, token, createdAtMs, rows, data);
            }
        }
    }
}
