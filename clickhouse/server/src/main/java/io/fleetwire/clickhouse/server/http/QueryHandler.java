package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.fleetwire.clickhouse.server.engine.EngineException;
import io.fleetwire.clickhouse.server.engine.Progress;
import io.fleetwire.clickhouse.server.sql.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Queries by GET, HEAD and POST, of somebody whose password was right. */
final class QueryHandler {
    private static final System.Logger LOG = System.getLogger(QueryHandler.class.getName());
    /** Of a failed upload, read to its end so that the client sees the answer instead of a reset connection. */
    private static final long DRAIN_BYTES = 1L << 26;
    /** ClickHouse's CANNOT_READ_ALL_DATA. */
    private static final int CANNOT_READ_ALL_DATA = 33;

    private final QueryExecution execution;
    private final ExecutorService workers;
    private final ServerIdentity identity;

    QueryHandler(QueryExecution execution, ExecutorService workers, ServerIdentity identity) {
        this.execution = execution;
        this.workers = workers;
        this.identity = identity;
    }

    /** Answers on a thread of its own: the caller's is a virtual one, which the engine would pin. */
    void handle(HttpExchange exchange, QueryRequest request, Account account) throws IOException {
        Future<?> work;
        try {
            work = workers.submit(() -> {
                answer(exchange, request, account);
                return true;
            });
        } catch (RejectedExecutionException e) {
            refuse(exchange, ConnectionPool.full("all workers are busy"));
            return;
        }
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Says no, before anything of the request's body is read. */
    void refuse(HttpExchange exchange, EngineException error) throws IOException {
        if (error.code() == Doorman.AUTHENTICATION_FAILED) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"ClickHouse\"");
        }
        fail(exchange, new HeldResponse(exchange, Long.MAX_VALUE), body(exchange), error);
    }

    private void answer(HttpExchange exchange, QueryRequest request, Account account) throws IOException {
        HeldResponse held = new HeldResponse(exchange, execution.resultBytes(account));
        RequestBody body = body(exchange);
        try {
            serve(exchange, request, account, body, held);
        } catch (EngineException e) {
            fail(exchange, held, body, e);
        } catch (ResultTooLargeException e) {
            fail(exchange, held, body, e.error());
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

    private static RequestBody body(HttpExchange exchange) {
        return new RequestBody(exchange.getRequestBody(), contentLength(exchange));
    }

    private void serve(
            HttpExchange exchange, QueryRequest request, Account account, RequestBody body, HeldResponse held)
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
        int clientPort = exchange.getRemoteAddress().getPort();
        Progress progress = execution.run(new QueryExecution.Call(request, text, account, clientPort), out);
        exchange.getResponseHeaders().set("X-ClickHouse-Summary", summary(progress, System.nanoTime() - startedNs));
        out.close(); // only of a whole result: closing ends the response as a complete one
    }

    private static EngineException unreadable(IOException e) {
        return new EngineException(CANNOT_READ_ALL_DATA, "CANNOT_READ_ALL_DATA", "Cannot read the request: " + e);
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
