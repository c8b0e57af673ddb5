package io.fleetwire.clickhouse.server.engine;

/** What a statement read from storage and wrote to it so far. */
public record Progress(long readRows, long readBytes, long writtenRows, long writtenBytes, long resultRows) {
    /** Nothing yet. */
    public static final Progress NONE = new Progress(0, 0, 0, 0, 0);

    /** The sum of both. */
    public Progress plus(Progress other) {
        return new Progress(
                readRows + other.readRows,
                readBytes + other.readBytes,
                writtenRows + other.writtenRows,
                writtenBytes + other.writtenBytes,
                resultRows + other.resultRows);
    }
}
