package io.fleetwire.clickhouse.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A server process under test, and the plainest way to talk to it. */
final class RunningServer implements AutoCloseable {
    private final Path data;
    private final String[] arguments;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedClickHouse server;

    RunningServer(Path data, String... arguments) throws IOException {
        this.data = data;
        this.arguments = arguments;
        this.port = freePort();
        this.server = EmbeddedClickHouse.start(data, port, arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    EmbeddedClickHouse server() {
        return server;
    }

    String url() {
        return server.url();
    }

    void killAndRestart() throws IOException {
        server.kill();
        server = EmbeddedClickHouse.start(data, port, arguments);
    }

    void stopAndRestart() throws IOException {
        server.close();
        server = EmbeddedClickHouse.start(data, port, arguments);
    }

    /** The answer's text, whatever its status. */
    String post(String sql, Map<String, String> parameters) {
        return send(request(parameters).POST(HttpRequest.BodyPublishers.ofString(sql)))
                .body();
    }

    String post(String sql) {
        return post(sql, Map.of()).strip();
    }

    HttpResponse<String> insert(String sql, byte[] rows, Map<String, String> parameters) {
        Map<String, String> all = new java.util.TreeMap<>(parameters);
        all.put("query", sql);
        return send(request(all).POST(HttpRequest.BodyPublishers.ofByteArray(rows)));
    }

    HttpRequest.Builder request(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(url() + "/?" + query));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
