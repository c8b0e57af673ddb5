package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The connections for requests without a session. A request waits a while for one, and is turned away when many wait. */
final class ConnectionPool {
    /** ClickHouse's TOO_MANY_SIMULTANEOUS_QUERIES. */
    static final int TOO_MANY_QUERIES = 202;
    /** Requests that may wait at once; more would only wait for their own time-out. */
    static final int MAX_WAITING = 64;
    /** How long a request waits: below the 30 s after which HTTP clients commonly give up. */
    static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final BlockingQueue<EngineConnection> idle;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final Duration maxWait;

    ConnectionPool(List<EngineConnection> connections, Duration maxWait) {
        this.idle = new ArrayBlockingQueue<>(connections.size(), true, connections);
        this.maxWait = maxWait;
    }

    EngineConnection acquire() throws EngineException {
        EngineConnection free = idle.poll();
        if (free != null) {
            return free;
        }
        if (!places.tryAcquire()) {
            throw full(MAX_WAITING + " requests already wait for a connection");
        }
        try {
            EngineConnection next = idle.poll(maxWait.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw full("no connection became free within " + maxWait.toSeconds() + " s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw full("the server is stopping");
        } finally {
            places.release();
        }
    }

    void release(EngineConnection connection) {
        idle.add(connection);
    }

    private static EngineException full(String why) {
        return new EngineException(
                TOO_MANY_QUERIES, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many simultaneous queries: " + why);
    }
}
