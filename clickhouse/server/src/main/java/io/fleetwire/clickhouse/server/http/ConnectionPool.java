package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections for requests without a session. A request waits a while for one, and is turned away when many wait.
 *
 * @param <C> what a connection is
 */
final class ConnectionPool<C> {
    /** ClickHouse's TOO_MANY_SIMULTANEOUS_QUERIES. */
    static final int TOO_MANY_QUERIES = 202;
    /** Requests that may wait at once; more would only wait for their own time-out. */
    static final int MAX_WAITING = 64;
    /** How long a request waits: below the 30 s after which HTTP clients commonly give up. */
    static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final BlockingQueue<C> idle;
    private final Semaphore places = new Semaphore(MAX_WAITING, true);
    private final Duration maxWait;

    ConnectionPool(List<C> connections, Duration maxWait) {
        this.idle = new ArrayBlockingQueue<>(connections.size(), true, connections);
        this.maxWait = maxWait;
    }

    C acquire() throws EngineException {
        C free = idle.poll();
        if (free != null) {
            return free;
        }
        if (!places.tryAcquire()) {
            throw full(MAX_WAITING + " requests already wait for a connection");
        }
        try {
            C next = idle.poll(maxWait.toMillis(), TimeUnit.MILLISECONDS);
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

    void release(C connection) {
        idle.add(connection);
    }

    /** How many requests wait now. */
    int waiting() {
        return MAX_WAITING - places.availablePermits();
    }

    static EngineException full(String why) {
        return new EngineException(
                TOO_MANY_QUERIES, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many simultaneous queries: " + why);
    }
}
