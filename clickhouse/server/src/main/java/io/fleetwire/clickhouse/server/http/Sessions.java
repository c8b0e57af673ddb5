package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Named sessions: settings, current database and temporary tables that last from one request to the next. Each holds a
 * connection of its own until it has been idle for its time-out.
 */
final class Sessions {
    /** ClickHouse's SESSION_IS_LOCKED. */
    static final int SESSION_IS_LOCKED = 373;

    private final Deque<EngineConnection> free;
    private final Map<String, Session> sessions = new HashMap<>();
    private final Baseline baseline;
    private final InstantSource clock;

    Sessions(List<EngineConnection> connections, Baseline baseline, InstantSource clock) {
        this.free = new ArrayDeque<>(connections);
        this.baseline = baseline;
        this.clock = clock;
    }

    /** The session's connection, exclusively until {@link #release}. */
    synchronized EngineConnection acquire(String id, Duration timeout) throws EngineException {
        Session session = sessions.get(id);
        if (session == null) {
            expire();
            EngineConnection connection = free.poll();
            if (connection == null) {
                throw new EngineException(
                        ConnectionPool.TOO_MANY_QUERIES,
                        "TOO_MANY_SIMULTANEOUS_QUERIES",
                        "All " + sessions.size() + " sessions are in use: wait for one to time out, or do without"
                                + " session_id");
            }
            session = new Session(connection);
            sessions.put(id, session);
        }
        if (session.busy) {
            throw new EngineException(
                    SESSION_IS_LOCKED, "SESSION_IS_LOCKED", "Session " + id + " is locked by a query");
        }
        session.busy = true;
        session.timeout = timeout;
        return session.connection;
    }

    synchronized void release(String id) {
        Session session = sessions.get(id);
        if (session != null) {
            session.busy = false;
            session.lastUsedMs = clock.millis();
        }
    }

    private void expire() {
        for (Iterator<Session> all = sessions.values().iterator(); all.hasNext(); ) {
            Session session = all.next();
            if (!session.busy && clock.millis() - session.lastUsedMs > session.timeout.toMillis()) {
                all.remove();
                baseline.handOver(session.connection);
                free.add(session.connection);
            }
        }
    }

    private static final class Session {
        private final EngineConnection connection;
        private boolean busy;
        private long lastUsedMs;
        private Duration timeout = Duration.ZERO;

        Session(EngineConnection connection) {
            this.connection = connection;
        }
    }
}
