package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends queries whose client has gone or whose time is up. The engine finds one by the tag that is set before it runs. */
final class RunningQueries implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RunningQueries.class.getName());
    private static final Duration EVERY = Duration.ofMillis(500);

    private final EngineConnection control;
    private final ClientSockets sockets;
    private final Map<String, Query> queries = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("running-queries").factory());

    /** @param control a connection for KILL QUERY alone, so that it works when all others are taken */
    RunningQueries(EngineConnection control, ClientSockets sockets) {
        this.control = control;
        this.sockets = sockets;
        var _ = clock.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private record Query(int clientPort, long startedNs, long limitNs) {
        long ageNs() {
            return System.nanoTime() - startedNs;
        }
    }

    /** What {@link #begin} gives back; closed when the query has ended. */
    interface Handle extends AutoCloseable {
        @Override
        void close();
    }

    /** Tags the connection's next statement and watches over it. */
    Handle begin(EngineConnection connection, int clientPort, Duration limit) throws EngineException {
        String tag = UUID.randomUUID().toString();
        connection.text("SET log_comment = '" + tag + "'");
        queries.put(tag, new Query(clientPort, System.nanoTime(), limit.toNanos()));
        return () -> queries.remove(tag);
    }

    /** Whether a client that waited for its turn has left meanwhile; looking costs, so only of those that waited. */
    boolean hasGone(int clientPort) {
        return sockets.connectedPorts()
                .map(ports -> !ports.contains(clientPort))
                .orElse(false);
    }

    private void look() {
        try {
            if (queries.values().stream().noneMatch(query -> query.ageNs() > EVERY.toNanos())) {
                return;
            }
            Optional<Set<Integer>> connected = sockets.connectedPorts();
            queries.forEach((tag, query) -> {
                boolean gone = query.ageNs() > EVERY.toNanos()
                        && connected.isPresent()
                        && !connected.get().contains(query.clientPort());
                if (gone || query.ageNs() > query.limitNs()) {
                    kill(tag, gone ? "its client has gone" : "its time is up");
                }
            });
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot look after running queries", e);
        }
    }

    /** Repeated until the query has ended: a statement that is still being parsed is not found yet. */
    private void kill(String tag, String why) {
        try {
            String killed = control.text("KILL QUERY WHERE Settings['log_comment'] = '" + tag + "' ASYNC");
            LOG.log(System.Logger.Level.DEBUG, "ended a query, {0}: {1}", why, killed);
        } catch (EngineException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot end a query: {0}", e.text());
        }
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(EVERY.toMillis() * 10, TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "a query is still being ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
