package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.time.Clock;
import java.util.List;

/**
 * The engine's connections, shared out: one ends queries, some are for named sessions, a third of the rest is the
 * stack's own, and people's are for reading or for writing. What only reads has {@code readonly = 2} for good, so the
 * engine itself refuses anything else on it.
 */
final class Connections {
    /** Set aside for named sessions. */
    private static final int SESSIONS = 6;
    /** Below, a part would have none. */
    static final int FEWEST = SESSIONS + 4;

    private final EngineConnection control;
    private final Sessions sessions;
    private final Lane stack;
    private final Lane readers;
    private final Lane writers;

    /** Connections of a kind, and the state that a request finds them in. */
    record Lane(ConnectionPool<EngineConnection> pool, Baseline baseline) {}

    Connections(List<EngineConnection> all, ServerAccess access) throws EngineException {
        if (all.size() < FEWEST) {
            throw new IllegalStateException("at least " + FEWEST + " connections are needed");
        }
        control = all.getFirst();
        List<EngineConnection> named = all.subList(1, 1 + SESSIONS);
        List<EngineConnection> rest = all.subList(1 + SESSIONS, all.size());
        int third = rest.size() / 3;
        String limits = "SET max_memory_usage = " + access.queryMemoryBytes() + ", max_execution_time = "
                + access.queryTime().toSeconds();
        stack = lane(rest.subList(0, rest.size() - 2 * third));
        readers = lane(rest.subList(rest.size() - 2 * third, rest.size() - third), limits, "SET readonly = 2");
        writers = lane(rest.subList(rest.size() - third, rest.size()), limits);
        sessions = new Sessions(named, lane(named, limits).baseline(), Clock.systemUTC());
    }

    private static Lane lane(List<EngineConnection> connections, String... beginning) throws EngineException {
        for (EngineConnection connection : connections) {
            connection.beginWith(List.of(beginning));
        }
        return new Lane(
                new ConnectionPool<>(connections, ConnectionPool.MAX_WAIT), Baseline.of(connections.getFirst()));
    }

    EngineConnection control() {
        return control;
    }

    Sessions sessions() {
        return sessions;
    }

    Lane lane(Account account, boolean readOnly) {
        if (account == Account.STACK) {
            return stack;
        }
        return readOnly ? readers : writers;
    }
}
