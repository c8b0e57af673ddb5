package io.fleetwire.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A real WebSocket client that remembers what it heard. */
final class Browser implements WebSocket.Listener, AutoCloseable {

    /** A message and when it was here. */
    record Heard(JsonNode message, long atMs) {}

    final List<Heard> heard = new CopyOnWriteArrayList<>();
    volatile int closedWith;
    volatile String closedFor = "";
    private final StringBuilder part = new StringBuilder();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;

    /** As the first administrator. */
    Browser(URI page) {
        this(page, Map.of("Authorization", "Bearer " + Login.firstToken()));
    }

    Browser(URI page, Map<String, String> headers) {
        URI live = URI.create("ws://" + page.getHost() + ":" + page.getPort() + "/ws/v1/live");
        WebSocket.Builder builder = client.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(live, this).join();
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                heard.add(new Heard(Json.mapper().readTree(part.toString()), System.currentTimeMillis()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closedFor = reason;
        closedWith = statusCode;
        return null;
    }

    List<Heard> heard(String type) {
        return heard.stream()
                .filter(h -> h.message().path("type").asText().equals(type))
                .toList();
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }
}
