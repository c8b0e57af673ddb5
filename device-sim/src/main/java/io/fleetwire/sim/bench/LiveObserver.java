package io.fleetwire.sim.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A screen that watches the whole fleet: the service times what it sends, so somebody has to be there. */
final class LiveObserver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI api;
    private final String authorization;

    LiveObserver(URI api, String token) {
        this.api = api;
        this.authorization = "Bearer " + token;
    }

    /** Opens the page's WebSocket and reads whatever comes. */
    void watch() {
        String scheme = "https".equals(api.getScheme()) ? "wss" : "ws";
        URI live = URI.create(scheme + "://" + api.getAuthority() + "/ws/v1/live");
        client.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .header("Authorization", authorization)
                .buildAsync(live, new WebSocket.Listener() {})
                .thenCompose(socket -> socket.sendText("{\"subscribe\":{\"alerts\":true}}", true))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** From the gateway's receive time to the WebSocket, as the service measured it during the last minute. */
    JsonNode latencyMs() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(api.resolve("/api/v1/status"))
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("/api/v1/status answered " + answer.statusCode());
        }
        return Json.mapper().readTree(answer.body()).path("latencyMs");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
