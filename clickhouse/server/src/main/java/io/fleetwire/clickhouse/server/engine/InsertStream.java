package io.fleetwire.clickhouse.server.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** An INSERT whose data is pushed piece by piece; nothing is committed before {@link #finish}. */
public final class InsertStream implements AutoCloseable {
    /** Bytes handed to the engine at once. */
    public static final int PIECE_BYTES = 1 << 18;

    private final ChdbFunctions chdb;
    private final MemorySegment insert;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment piece = arena.allocate(PIECE_BYTES);
    private boolean finished;

    InsertStream(ChdbFunctions chdb, MemorySegment insert) {
        this.chdb = chdb;
        this.insert = insert;
    }

    /** Hands over data; blocks while the engine is behind. False when the insert has failed: {@link #finish} says why. */
    public boolean append(byte[] data, int offset, int length) {
        for (int done = 0; done < length; ) {
            int size = Math.min(PIECE_BYTES, length - done);
            MemorySegment.copy(data, offset + done, piece, ValueLayout.JAVA_BYTE, 0, size);
            if (chdb.streamAppend(insert, piece, size) != 0) {
                return false;
            }
            done += size;
        }
        return true;
    }

    /** Commits. When this returns, the rows are in the table. */
    public Progress finish() throws EngineException {
        finished = true;
        try (QueryResult result = QueryResult.orThrow(chdb, chdb.streamDone(insert))) {
            return result.progress();
        }
    }

    /** Cancels where {@link #finish} was not called: blocks that are not full yet are dropped. */
    @Override
    public void close() {
        if (!finished) {
            chdb.streamCancelInsert(insert);
        }
        chdb.destroyInsertStream(insert);
        arena.close();
    }
}
