package io.fleetwire.clickhouse.server.engine;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A SELECT whose result is fetched block by block, so that its size does not matter. */
public final class ResultStream implements AutoCloseable {
    private final ChdbFunctions chdb;
    private final MemorySegment connection;
    private final MemorySegment stream;
    private boolean exhausted;

    ResultStream(ChdbFunctions chdb, MemorySegment connection, MemorySegment stream) {
        this.chdb = chdb;
        this.connection = connection;
        this.stream = stream;
    }

    /** The next chunk, or null after the last. Each chunk is a whole document of the format, header included. */
    public @Nullable QueryResult next() throws EngineException {
        QueryResult chunk = QueryResult.orThrow(chdb, chdb.streamFetchResult(connection, stream));
        if (chunk.data().byteSize() > 0) {
            return chunk;
        }
        chunk.close();
        exhausted = true;
        return null;
    }

    /** Cancels the query where it has not been read to its end. */
    @Override
    public void close() {
        if (!exhausted) {
            chdb.streamCancelQuery(connection, stream);
        }
        chdb.destroyQueryResult(stream);
    }
}
