package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import io.fleetwire.clickhouse.server.engine.Progress;
import io.fleetwire.clickhouse.server.sql.Statement;
import io.fleetwire.clickhouse.server.sql.StatementPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** Finds a connection for a statement, sets what the request asks for, runs it under watch, and takes everything back. */
final class QueryExecution {
    /** Of the stack's own: its inserts and reports end by themselves or with their client. */
    private static final Duration STACK_TIME = Duration.ofHours(1);
    /** After a longer wait for a connection the client may have left. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);
    /** ClickHouse's QUERY_WAS_CANCELLED. */
    private static final int QUERY_WAS_CANCELLED = 394;
    /** ClickHouse's SETTING_CONSTRAINT_VIOLATION. */
    private static final int SETTING_CONSTRAINT_VIOLATION = 452;

    private final Connections connections;
    private final RunningQueries running;
    private final StatementPolicy policy;
    private final ServerAccess access;

    QueryExecution(Connections connections, RunningQueries running, StatementPolicy policy, ServerAccess access) {
        this.connections = connections;
        this.running = running;
        this.policy = policy;
        this.access = access;
    }

    /**
     * A statement to run.
     *
     * @param clientPort the other end of the connection: when it has gone, the query is ended
     */
    record Call(QueryRequest request, BodyText text, Account account, int clientPort) {}

    /** Bytes of a result, uncompressed, that the account may fetch. */
    long resultBytes(Account account) {
        return account == Account.STACK ? Long.MAX_VALUE : access.resultBytes();
    }

    Progress run(Call call, OutputStream out) throws IOException, EngineException {
        QueryRequest request = call.request();
        for (String setting : request.settings().keySet()) {
            if (StatementPolicy.isLocked(setting)) {
                throw new EngineException(
                        SETTING_CONSTRAINT_VIOLATION,
                        "SETTING_CONSTRAINT_VIOLATION",
                        "Setting " + setting + " cannot be changed on this server");
            }
        }
        Optional<String> session = request.sessionId();
        if (session.isPresent()) {
            EngineConnection connection = connections.sessions().acquire(session.get(), request.sessionTimeout());
            try {
                return inSession(connection, call, out);
            } finally {
                connections.sessions().release(session.get());
            }
        }
        Connections.Lane lane = connections.lane(call.account(), request.readOnly());
        long sinceNs = System.nanoTime();
        EngineConnection connection = lane.pool().acquire();
        try {
            if (System.nanoTime() - sinceNs > SHORT_WAIT.toNanos() && running.hasGone(call.clientPort())) {
                throw new EngineException(
                        QUERY_WAS_CANCELLED, "QUERY_WAS_CANCELLED", "The client left while its query waited");
            }
            return alone(connection, lane.baseline(), call, out);
        } finally {
            lane.pool().release(connection);
        }
    }

    private Progress alone(EngineConnection connection, Baseline baseline, Call call, OutputStream out)
            throws IOException, EngineException {
        baseline.apply(connection, call.request());
        try {
            return watched(connection, call, out);
        } finally {
            if (call.text().statement() instanceof Statement.Plain plain && plain.keepsState()) {
                baseline.handOver(connection);
            } else {
                baseline.undo(connection, call.request());
            }
        }
    }

    private Progress inSession(EngineConnection connection, Call call, OutputStream out)
            throws IOException, EngineException {
        QueryRequest request = call.request();
        if (request.settings().isEmpty() && request.database().isEmpty()) {
            return watched(connection, call, out);
        }
        Baseline before = Baseline.of(connection);
        before.apply(connection, request);
        try {
            return watched(connection, call, out);
        } finally {
            before.undo(connection, request);
        }
    }

    @SuppressWarnings("try") // the handle ends the watch when it is closed
    private Progress watched(EngineConnection connection, Call call, OutputStream out)
            throws IOException, EngineException {
        Duration limit = call.account() == Account.STACK ? STACK_TIME : access.queryTime();
        try (RunningQueries.Handle watch = running.begin(connection, call.clientPort(), limit)) {
            return new QueryRunner(connection, call.request(), policy).run(call.text(), out);
        } catch (EngineException e) {
            connection.text("SET log_comment = ''"); // the engine lists a cancelled stream until the next statement
            throw e;
        }
    }
}
