package io.fleetwire.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetwire.gateway.net.PortUnavailableException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics} (Prometheus text), on loopback only. */
public final class HealthServer {

    private final HttpServer server;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("health").daemon().factory());

    /**
     * @param checks what must hold before devices are welcome, by name
     */
    public HealthServer(int port, Map<String, BooleanSupplier> checks, PrometheusMeterRegistry metrics)
            throws PortUnavailableException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new PortUnavailableException(
                    "health", address.getAddress().getHostAddress(), port, String.valueOf(e.getMessage()));
        }
        server.setExecutor(executor);
        server.createContext(
                "/health/live", exchange -> answer(exchange, 200, "application/json", "{\"status\":\"UP\"}"));
        server.createContext("/health/ready", exchange -> ready(exchange, new TreeMap<>(checks)));
        server.createContext(
                "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
        server.start();
    }

    private static void ready(HttpExchange exchange, Map<String, BooleanSupplier> checks) throws IOException {
        boolean all = true;
        StringJoiner json = new StringJoiner(",", "{", "}");
        for (Map.Entry<String, BooleanSupplier> check : checks.entrySet()) {
            boolean up = check.getValue().getAsBoolean();
            all &= up;
            json.add("\"" + check.getKey() + "\":\"" + status(up) + "\"");
        }
        String body = "{\"status\":\"" + status(all) + "\",\"checks\":" + json + "}";
        answer(exchange, all ? 200 : 503, "application/json", body);
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }

    private static void answer(HttpExchange exchange, int code, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Answers nobody any more. */
    public void stop() {
        server.stop(0);
        executor.shutdownNow();
    }
}
