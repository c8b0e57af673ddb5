package io.fleetwire.clickhouse.server.engine;

import java.lang.foreign.MemorySegment;

/**
 * The functions of {@code chdb.h} that the server calls. {@link ChdbLibrary} binds each method to the symbol of the
 * same name in snake case with {@code chdb_} before it. Every pointer is a {@link MemorySegment}.
 */
interface ChdbFunctions {
    void setSignalHandlersEnabled(int enabled);

    MemorySegment connect(int argc, MemorySegment argv);

    void closeConn(MemorySegment connectionPointer);

    int shutdown();

    MemorySegment queryWithParamsN(
            MemorySegment connection,
            MemorySegment sql,
            long sqlLength,
            MemorySegment format,
            long formatLength,
            MemorySegment names,
            MemorySegment nameLengths,
            MemorySegment values,
            MemorySegment valueLengths,
            long count);

    MemorySegment streamQueryWithParamsN(
            MemorySegment connection,
            MemorySegment sql,
            long sqlLength,
            MemorySegment format,
            long formatLength,
            MemorySegment names,
            MemorySegment nameLengths,
            MemorySegment values,
            MemorySegment valueLengths,
            long count);

    MemorySegment streamInsertWithParamsN(
            MemorySegment connection,
            MemorySegment sql,
            long sqlLength,
            MemorySegment format,
            long formatLength,
            MemorySegment names,
            MemorySegment nameLengths,
            MemorySegment values,
            MemorySegment valueLengths,
            long count);

    MemorySegment streamFetchResult(MemorySegment connection, MemorySegment stream);

    void streamCancelQuery(MemorySegment connection, MemorySegment stream);

    void destroyQueryResult(MemorySegment result);

    int streamAppend(MemorySegment insert, MemorySegment data, long length);

    MemorySegment streamDone(MemorySegment insert);

    void streamCancelInsert(MemorySegment insert);

    MemorySegment streamInsertError(MemorySegment insert);

    void destroyInsertStream(MemorySegment insert);

    MemorySegment resultBuffer(MemorySegment result);

    long resultLength(MemorySegment result);

    MemorySegment resultError(MemorySegment result);

    long resultRowsRead(MemorySegment result);

    long resultBytesRead(MemorySegment result);

    long resultStorageRowsRead(MemorySegment result);

    long resultStorageBytesRead(MemorySegment result);

    long resultRowsWritten(MemorySegment result);

    long resultBytesWritten(MemorySegment result);

    int classifyQueryN(
            MemorySegment connection,
            MemorySegment sql,
            long sqlLength,
            MemorySegment database,
            long databaseLength,
            MemorySegment analysis);
}
