package io.fleetwire.engine.job.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/** Collects rows until the checkpoint, one batch per table, more where one would grow too large for a single block in ClickHouse. */
final class BatchWriter implements CommittingSinkWriter<Row, Batch> {

    /** A block of ClickHouse holds 1,048,449 rows and deduplication is by block: far below it a batch is always one. */
    static final int MAX_ROWS = 200_000;

    static final int MAX_BYTES = 32 << 20;

    /**
     * The part of the heap that all instances' rows between two checkpoints may take. A checkpoint copies them up to three times, so at the limit they
     * take a third of it.
     */
    private static final long SHARE_OF_HEAP = 12;

    private final List<Collecting> tables = new ArrayList<>();
    private final List<Batch> sealed = new ArrayList<>();
    private final long maxUncommittedBytes;
    private long uncommittedBytes;

    /**
     * @param maxUncommittedBytes most bytes between two checkpoints. Beyond it checkpoints are stuck, and going back to the last one is better than
     *     running out of memory
     */
    BatchWriter(long maxUncommittedBytes) {
        this.maxUncommittedBytes = maxUncommittedBytes;
        for (TableFormat<?> table : Tables.ALL) {
            tables.add(new Collecting(table));
        }
    }

    /** The limit of one of so many instances that share a heap. */
    static long limit(long heapBytes, int instances) {
        return heapBytes / SHARE_OF_HEAP / instances;
    }

    @Override
    public void write(Row row, Context context) throws IOException {
        uncommittedBytes += row.bytes().length;
        if (uncommittedBytes > maxUncommittedBytes) {
            throw new IOException("no checkpoint was completed for " + (maxUncommittedBytes >> 20)
                    + " MiB of rows, a share of the heap (FLEETWIRE_PROCESSOR_HEAP_MIB): going back to the last one");
        }
        Collecting table = tables.get(row.table());
        table.add(row.bytes());
        if (table.isFull()) {
            sealed.add(table.seal());
        }
    }

    @Override
    public Collection<Batch> prepareCommit() {
        for (Collecting table : tables) {
            if (table.rows > 0) {
                sealed.add(table.seal());
            }
        }
        List<Batch> batches = List.copyOf(sealed);
        sealed.clear();
        uncommittedBytes = 0;
        return batches;
    }

    @Override
    public void flush(boolean endOfInput) {
        // Everything leaves with the checkpoint.
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }

    private static final class Collecting {
        private final String table;
        private final byte[] header;
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private int rows;

        Collecting(TableFormat<?> format) {
            table = format.table();
            header = format.header();
        }

        void add(byte[] row) {
            if (rows == 0) {
                data.writeBytes(header);
            }
            data.writeBytes(row);
            rows++;
        }

        boolean isFull() {
            return rows >= MAX_ROWS || data.size() >= MAX_BYTES;
        }

        Batch seal() {
            Batch batch = new Batch(table, UUID.randomUUID(), System.currentTimeMillis(), rows, data.toByteArray());
            data.reset();
            rows = 0;
            return batch;
        }
    }
}
