package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import io.fleetwire.clickhouse.server.sql.StatementPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP server. */
public final class HttpFront {
    /** Connections of HTTP clients: cheap while a request is still arriving, which anybody on this machine can draw out. */
    private static final int MAX_CLIENTS = 2_000;
    /** Requests that have shown a password: they run, or wait for a connection of the engine. */
    private static final int MAX_WORKERS = 240;
    /** A request that has not arrived as a whole after so long is cut off. */
    private static final int MAX_REQUEST_SECONDS = 300;
    /** How long running requests may take to finish when the server stops. */
    private static final int STOP_SECONDS = 8;

    private final HttpServer server;
    private final ExecutorService arrivals;
    private final ExecutorService workers;
    private @Nullable RunningQueries running;

    static {
        // Longer than any client keeps an idle connection: the client must be the one to drop it.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MAX_CLIENTS));
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(MAX_REQUEST_SECONDS));
    }

    private HttpFront(HttpServer server, ExecutorService arrivals, ExecutorService workers) {
        this.server = server;
        this.arrivals = arrivals;
        this.workers = workers;
    }

    /** Takes the port, and lets clients wait until {@link #serve}: a port that is taken is found before anything else. */
    public static HttpFront bind(InetSocketAddress address) throws IOException {
        ExecutorService arrivals = Executors.newVirtualThreadPerTaskExecutor();
        // Platform threads: a call into the engine would pin a virtual thread's carrier for as long as the query runs.
        ExecutorService workers =
                new ThreadPoolExecutor(4, MAX_WORKERS, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(arrivals);
        return new HttpFront(server, arrivals, workers);
    }

    /**
     * Begins to answer.
     *
     * @param all of the engine's connections, at least 10: {@link Connections} shares them out
     */
    public void serve(List<EngineConnection> all, ServerAccess access) throws EngineException {
        Connections connections = new Connections(all, access);
        EngineConnection first = connections.control();
        ServerIdentity identity =
                new ServerIdentity("fleetwire", first.text("SELECT version()"), first.text("SELECT timezone()"));
        StatementPolicy policy = new StatementPolicy(
                first.text("SELECT name FROM system.table_functions").lines().toList());
        running = new RunningQueries(first, new ClientSockets(port()));
        QueryHandler queries =
                new QueryHandler(new QueryExecution(connections, running, policy, access), workers, identity);
        Doorman doorman = new Doorman(access, queries);
        RequestGuard guard = new RequestGuard(port(), access.names());
        server.createContext("/", exchange -> route(exchange, guard, doorman));
        server.start();
    }

    /** The port, also where 0 was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void route(HttpExchange exchange, RequestGuard guard, Doorman doorman) throws IOException {
        Optional<String> refusal = guard.refusal(exchange);
        if (refusal.isPresent()) {
            send(exchange, HttpStatus.FORBIDDEN, refusal.get() + "\n");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        switch (String.valueOf(path)) {
            case "/" -> doorman.handle(exchange);
            case "/ping" -> send(exchange, HttpStatus.OK, "Ok.\n");
            default -> send(exchange, HttpStatus.NOT_FOUND, "There is no such path; queries go to /\n");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
        HeldResponse.send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Stops accepting and waits for the running requests; true when none uses the engine any more. */
    public boolean stop() {
        server.stop(STOP_SECONDS);
        if (running != null) {
            running.close();
        }
        arrivals.shutdown();
        workers.shutdown();
        try {
            return workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
