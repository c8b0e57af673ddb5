package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import io.fleetwire.clickhouse.server.engine.Progress;
import io.fleetwire.clickhouse.server.sql.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code /}: queries by GET, HEAD and POST. */
final class QueryHandler implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(QueryHandler.class.getName());
    /** Of a failed upload, read to its end so that the client sees the answer instead of a reset connection. */
    private static final long DRAIN_BYTES = 1L << 26;
    /** ClickHouse's CANNOT_READ_ALL_DATA. */
    private static final int CANNOT_READ_ALL_DATA = 33;

    private final ConnectionPool<EngineConnection> pool;
    private final Sessions sessions;
    private final Baseline baseline;
    private final ServerIdentity identity;
    private final String password;

    QueryHandler(
            ConnectionPool<EngineConnection> pool,
            Sessions sessions,
            Baseline baseline,
            ServerIdentity identity,
            String password) {
        this.pool = pool;
        this.sessions = sessions;
        this.baseline = baseline;
        this.identity = identity;
        this.password = password;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        HeldResponse held = new HeldResponse(exchange);
        RequestBody body = new RequestBody(exchange.getRequestBody(), contentLength(exchange));
        try {
            QueryRequest request = QueryRequest.of(exchange);
            Credentials.of(request).check(password);
            serve(exchange, request, body, held);
        } catch (EngineException e) {
            fail(exchange, held, body, e);
        } catch (IOException e) {
            if (held.committed()) {
                throw e; // the client is gone, or was told and cut off
            }
            fail(exchange, held, body, unreadable(e));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request failed in an unexpected way", e);
            fail(exchange, held, body, new EngineException(e.toString()));
        }
    }

    private void serve(HttpExchange exchange, QueryRequest request, RequestBody body, HeldResponse held)
            throws IOException, EngineException {
        if (request.query().isEmpty() && !exchange.getRequestMethod().equals("POST")) {
            HeldResponse.send(exchange, HttpStatus.OK, "Ok.\n".getBytes(StandardCharsets.UTF_8));
            return;
        }
        BodyText text =
                BodyText.read(request.query(), Compression.ofRequest(request).decode(body));
        Compression compression = Compression.ofResponse(request);
        describe(exchange.getResponseHeaders(), request, text.statement(), compression);
        long startedNs = System.nanoTime();
        OutputStream out = compression.encode(held);
        Progress progress = onConnection(request, text, out);
        exchange.getResponseHeaders().set("X-ClickHouse-Summary", summary(progress, System.nanoTime() - startedNs));
        out.close(); // only of a whole result: closing ends the response as a complete one
    }

    private static EngineException unreadable(IOException e) {
        return new EngineException(CANNOT_READ_ALL_DATA, "CANNOT_READ_ALL_DATA", "Cannot read the request: " + e);
    }

    private Progress onConnection(QueryRequest request, BodyText text, OutputStream out)
            throws IOException, EngineException {
        Optional<String> session = request.sessionId();
        if (session.isPresent()) {
            EngineConnection connection = sessions.acquire(session.get(), request.sessionTimeout());
            try {
                return inSession(connection, request, text, out);
            } finally {
                sessions.release(session.get());
            }
        }
        EngineConnection connection = pool.acquire();
        try {
            return alone(connection, request, text, out);
        } finally {
            pool.release(connection);
        }
    }

    private Progress alone(EngineConnection connection, QueryRequest request, BodyText text, OutputStream out)
            throws IOException, EngineException {
        baseline.apply(connection, request);
        try {
            return new QueryRunner(connection, request).run(text, out);
        } finally {
            if (text.statement() instanceof Statement.Plain plain && plain.keepsState()) {
                baseline.handOver(connection);
            } else {
                baseline.undo(connection, request);
            }
        }
    }

    private static Progress inSession(
            EngineConnection connection, QueryRequest request, BodyText text, OutputStream out)
            throws IOException, EngineException {
        if (request.settings().isEmpty() && request.database().isEmpty()) {
            return new QueryRunner(connection, request).run(text, out);
        }
        Baseline before = Baseline.of(connection);
        before.apply(connection, request);
        try {
            return new QueryRunner(connection, request).run(text, out);
        } finally {
            before.undo(connection, request);
        }
    }

    private void describe(Headers headers, QueryRequest request, Statement statement, Compression compression) {
        headers.set("X-ClickHouse-Query-Id", request.queryId());
        headers.set("X-ClickHouse-Server-Display-Name", identity.displayName());
        headers.set("X-ClickHouse-Timezone", identity.timeZone());
        if (statement instanceof Statement.Plain plain) {
            String format = QueryRunner.format(plain, request);
            headers.set("X-ClickHouse-Format", format);
            headers.set("Content-Type", ContentType.of(format));
        }
        if (!compression.encoding().isEmpty()) {
            headers.set("Content-Encoding", compression.encoding());
        }
    }

    private static String summary(Progress progress, long elapsedNs) {
        return String.format(
                "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
                        + "\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"0\",\"elapsed_ns\":\"%d\"}",
                progress.readRows(),
                progress.readBytes(),
                progress.writtenRows(),
                progress.writtenBytes(),
                Math.max(progress.resultRows(), progress.writtenRows()),
                elapsedNs);
    }

    private void fail(HttpExchange exchange, HeldResponse held, RequestBody body, EngineException error)
            throws IOException {
        byte[] text = (error.text() + " (version " + identity.version() + ")\n").getBytes(StandardCharsets.UTF_8);
        if (held.committed()) {
            // The status has gone out: say it in the body and break the connection, so that nobody takes the part for
            // the whole.
            held.write(text, 0, text.length);
            held.flush();
            throw new IOException("failed after the result had begun: " + error.text());
        }
        LOG.log(System.Logger.Level.DEBUG, "query failed: {0}", error.text());
        body.drain(DRAIN_BYTES);
        held.discard();
        Headers headers = exchange.getResponseHeaders();
        headers.remove("Content-Encoding");
        headers.set("Content-Type", "text/plain; charset=UTF-8");
        headers.set("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
        headers.set("X-ClickHouse-Server-Display-Name", identity.displayName());
        HeldResponse.send(exchange, HttpStatus.of(error.code()), text);
    }

    private static long contentLength(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? -1 : Long.parseLong(length.strip());
    }
}
