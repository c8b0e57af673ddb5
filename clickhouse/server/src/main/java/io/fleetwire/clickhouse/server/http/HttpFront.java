package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The HTTP server. */
public final class HttpFront {
    /** Connections of HTTP clients; each has at most one request, so this is the number of threads as well. */
    private static final int MAX_CLIENTS = 160;
    /** Connections set aside for named sessions. */
    private static final int SESSION_CONNECTIONS = 6;
    /** How long running requests may take to finish when the server stops. */
    private static final int STOP_SECONDS = 8;

    private final HttpServer server;
    private final ExecutorService threads;

    static {
        // Longer than any client keeps an idle connection: the client must be the one to drop it.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MAX_CLIENTS));
    }

    private HttpFront(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Takes the port, and lets clients wait until {@link #serve}: a port that is taken is found before anything else. */
    public static HttpFront bind(InetSocketAddress address) throws IOException {
        // Platform threads: a call into the engine would pin a virtual thread's carrier for as long as the query runs.
        ExecutorService threads =
                new ThreadPoolExecutor(4, MAX_CLIENTS, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        return new HttpFront(server, threads);
    }

    /**
     * Begins to answer.
     *
     * @param connections of the engine: some are set aside for sessions, so at least 8
     * @param password of the user {@code default}; empty for none
     */
    public void serve(List<EngineConnection> connections, String password) throws EngineException {
        EngineConnection first = connections.getFirst();
        Baseline baseline = Baseline.of(first);
        ServerIdentity identity =
                new ServerIdentity("fleetwire", first.text("SELECT version()"), first.text("SELECT timezone()"));
        QueryHandler queries = new QueryHandler(
                new ConnectionPool<>(
                        connections.subList(SESSION_CONNECTIONS, connections.size()), ConnectionPool.MAX_WAIT),
                new Sessions(connections.subList(0, SESSION_CONNECTIONS), baseline, Clock.systemUTC()),
                baseline,
                identity,
                password);
        server.createContext("/", exchange -> route(exchange, queries));
        server.start();
    }

    /** The port, also where 0 was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void route(HttpExchange exchange, QueryHandler queries) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (fromWebPage(exchange)) {
            send(exchange, HttpStatus.FORBIDDEN, "Web pages may not query this server\n");
            return;
        }
        switch (path) {
            case "/" -> queries.handle(exchange);
            case "/ping", "/replicas_status" -> send(exchange, HttpStatus.OK, "Ok.\n");
            default -> send(exchange, HttpStatus.NOT_FOUND, "There is no handle " + path + "\n");
        }
    }

    /**
     * No page uses this port, and the default user has no password: a page of some other site must not reach it through
     * the browser of somebody on this machine.
     */
    private static boolean fromWebPage(HttpExchange exchange) {
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        return exchange.getRequestHeaders().containsKey("Origin") || (site != null && !site.equals("none"));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
        HeldResponse.send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Stops accepting and waits for the running requests; true when none uses the engine any more. */
    public boolean stop() {
        server.stop(STOP_SECONDS);
        threads.shutdown();
        try {
            return threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
