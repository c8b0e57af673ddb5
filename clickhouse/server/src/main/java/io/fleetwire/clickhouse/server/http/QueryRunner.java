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
import io.fleetwire.clickhouse.server.sql.StatementPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Runs one statement on one connection and writes its result. */
final class QueryRunner {
    /** ClickHouse's format where neither the query nor the request names one. */
    private static final String DEFAULT_FORMAT = "TabSeparated";
    /** ClickHouse's READONLY and SYNTAX_ERROR. */
    private static final int READONLY = 164;

    private static final int SYNTAX_ERROR = 62;
    /** Copied at once from the engine's memory to the response. */
    private static final int COPY_BYTES = 1 << 16;

    private static final String INTERPRET = "SET input_format_values_interpret_expressions = ";
    /** ClickHouse's ACCESS_DENIED. */
    private static final int ACCESS_DENIED = 497;

    private final EngineConnection connection;
    private final QueryRequest request;
    private final StatementPolicy policy;

    QueryRunner(EngineConnection connection, QueryRequest request, StatementPolicy policy) {
        this.connection = connection;
        this.request = request;
        this.policy = policy;
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
        refuse(policy.refusal(latin1(connection.canonical(text.sql() + "\nFORMAT Values"))));
        String format = statement.format().or(request::defaultFormat).orElse("Values");
        if (!format.equalsIgnoreCase("Values")) {
            return insert(text, format);
        }
        // The engine evaluates expressions in VALUES: they are looked at, or are not evaluated.
        Optional<String> values = text.wholeData();
        if (values.isPresent()) {
            refuse(policy.refusalOfValues(values.get()));
            return insert(text, format);
        }
        connection.text(INTERPRET + "0");
        try {
            return insert(text, format);
        } finally {
            connection.text(INTERPRET + "DEFAULT");
        }
    }

    private Progress insert(BodyText text, String format) throws EngineException, IOException {
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
        refuse(policy.refusal(latin1(connection.canonical(text.sql()))));
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
        if (request.readOnly() && kind != StatementClass.READ_ONLY) {
            throw readOnly();
        }
    }

    private static void refuse(Optional<String> reason) throws EngineException {
        if (reason.isPresent()) {
            throw new EngineException(ACCESS_DENIED, "ACCESS_DENIED", reason.get());
        }
    }

    /** One character per byte, as the scanner takes it. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
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
