package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import io.fleetwire.clickhouse.server.engine.InsertStream;
import io.fleetwire.clickhouse.server.engine.Progress;
import io.fleetwire.clickhouse.server.engine.QueryResult;
import io.fleetwire.clickhouse.server.engine.ResultStream;
import io.fleetwire.clickhouse.server.engine.StatementClass;
import io.fleetwire.clickhouse.server.sql.OutputFormat;
import io.fleetwire.clickhouse.server.sql.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Runs one statement on one connection and writes its result. */
final class QueryRunner {
    /** ClickHouse's format where neither the query nor the request names one. */
    private static final String DEFAULT_FORMAT = "TabSeparated";
    /** ClickHouse's READONLY and SYNTAX_ERROR. */
    private static final int READONLY = 164;

    private static final int SYNTAX_ERROR = 62;
    /** Copied at once from the engine's memory to the response. */
    private static final int COPY_BYTES = 1 << 16;

    private final EngineConnection connection;
    private final QueryRequest request;

    QueryRunner(EngineConnection connection, QueryRequest request) {
        this.connection = connection;
        this.request = request;
    }

    /** The format that the result will have. */
    static String format(Statement.Plain statement, QueryRequest request) {
        return statement.format().or(request::defaultFormat).orElse(DEFAULT_FORMAT);
    }

    /** Runs the statement; its result goes to {@code out}, which stays open. */
    Progress run(BodyText text, OutputStream out) throws EngineException, IOException {
        return switch (text.statement()) {
            case Statement.InsertData insert -> insert(text, insert);
            case Statement.Plain plain -> plain(text, plain, out);
        };
    }

    private Progress insert(BodyText text, Statement.InsertData statement) throws EngineException, IOException {
        if (request.readOnly()) {
            throw readOnly();
        }
        String format = statement.format().or(request::defaultFormat).orElse("Values");
        try (InsertStream insert = connection.insert(text.sql(), format, request.parameters())) {
            byte[] piece = new byte[InsertStream.PIECE_BYTES];
            int count = text.data().readNBytes(piece, 0, piece.length);
            while (count > 0 && insert.append(piece, 0, count)) {
                count = text.data().readNBytes(piece, 0, piece.length);
            }
            return insert.finish();
        }
    }

    private Progress plain(BodyText text, Statement.Plain statement, OutputStream out)
            throws EngineException, IOException {
        refuseWhatHttpForbids(text.sql());
        String format = format(statement, request);
        OutputFormat shape = OutputFormat.of(format);
        if (statement.mayStream() && shape != OutputFormat.DOCUMENT) {
            return stream(text.sql(), format, shape, out);
        }
        try (QueryResult result = connection.query(text.sql(), format, request.parameters())) {
            copy(result.data(), 0, out);
            return result.progress();
        }
    }

    private Progress stream(String sql, String format, OutputFormat shape, OutputStream out)
            throws EngineException, IOException {
        Progress total = Progress.NONE;
        try (ResultStream stream = connection.stream(sql, format, request.parameters())) {
            boolean first = true;
            for (QueryResult chunk = stream.next(); chunk != null; chunk = stream.next()) {
                total = total.plus(write(chunk, first ? OutputFormat.ROWS : shape, out));
                first = false;
            }
        }
        return total;
    }

    private static Progress write(QueryResult chunk, OutputFormat shape, OutputStream out) throws IOException {
        try (chunk) {
            MemorySegment data = chunk.data();
            copy(data, shape.headerBytes(new SegmentBytes(data)), out);
            return chunk.progress();
        }
    }

    private void refuseWhatHttpForbids(String sql) throws EngineException {
        StatementClass kind = connection.classify(sql);
        if (kind == StatementClass.SEVERAL) {
            throw new EngineException(SYNTAX_ERROR, "SYNTAX_ERROR", "Multi-statements are not allowed");
        }
        if (request.readOnly() && (kind == StatementClass.MUTATING || kind == StatementClass.MUTATING_GLOBAL)) {
            throw readOnly();
        }
    }

    private static EngineException readOnly() {
        return new EngineException(
                READONLY,
                "READONLY",
                "Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly. You should"
                        + " use method POST for modifying queries");
    }

    private static void copy(MemorySegment data, long from, OutputStream out) throws IOException {
        byte[] piece = new byte[(int) Math.min(COPY_BYTES, data.byteSize())];
        for (long at = from; at < data.byteSize(); at += piece.length) {
            int size = (int) Math.min(piece.length, data.byteSize() - at);
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, piece, 0, size);
            out.write(piece, 0, size);
        }
    }

    private record SegmentBytes(MemorySegment data) implements OutputFormat.Bytes {
        @Override
        public int length() {
            return (int) Math.min(Integer.MAX_VALUE, data.byteSize());
        }

        @Override
        public byte at(int index) {
            return data.get(ValueLayout.JAVA_BYTE, index);
        }
    }
}
