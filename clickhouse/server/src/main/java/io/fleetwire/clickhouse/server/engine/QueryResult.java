package io.fleetwire.clickhouse.server.engine;

import java.lang.foreign.MemorySegment;

/** One result, or one chunk of a streamed result, in the engine's memory until it is closed. */
@SuppressWarnings("restricted") // the foreign-function API is what this package is for
public final class QueryResult implements AutoCloseable {
    private final ChdbFunctions chdb;
    private final MemorySegment result;

    QueryResult(ChdbFunctions chdb, MemorySegment result) {
        this.chdb = chdb;
        this.result = result;
    }

    /** Takes over {@code result}; destroys it and throws where it is an error. */
    static QueryResult orThrow(ChdbFunctions chdb, MemorySegment result) throws EngineException {
        String error = Strings.read(chdb.resultError(result));
        if (error != null) {
            chdb.destroyQueryResult(result);
            throw new EngineException(error);
        }
        return new QueryResult(chdb, result);
    }

    /** The formatted bytes; valid until this is closed. */
    public MemorySegment data() {
        long length = chdb.resultLength(result);
        return length == 0
                ? MemorySegment.NULL
                : chdb.resultBuffer(result).reinterpret(length).asReadOnly();
    }

    /** What this result, or this chunk, read and wrote. */
    public Progress progress() {
        return new Progress(
                chdb.resultStorageRowsRead(result),
                chdb.resultStorageBytesRead(result),
                chdb.resultRowsWritten(result),
                chdb.resultBytesWritten(result),
                chdb.resultRowsRead(result));
    }

    @Override
    public void close() {
        chdb.destroyQueryResult(result);
    }
}
