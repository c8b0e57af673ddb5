package io.fleetwire.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What the page sees: a WebSocket client of {@code /ws/v1/live}. */
final class LiveFeed implements AutoCloseable, WebSocket.Listener {

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final HttpClient client = HttpClient.newHttpClient();

    static LiveFeed open(URI uri, String token) {
        LiveFeed feed = new LiveFeed();
        WebSocket socket = feed.client
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(uri, feed)
                .join();
        socket.sendText("{\"subscribe\":{\"alerts\":true}}", true).join();
        return feed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        partial.append(text);
        if (last) {
            try {
                messages.add(Json.mapper().readTree(partial.toString()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                partial.setLength(0);
            }
        }
        socket.request(1);
        return java.util.concurrent.CompletableFuture.completedFuture(null);
    }

    /** The first live position or alert that fits, from snapshots and changes alike. */
    JsonNode await(Predicate<JsonNode> fits) throws InterruptedException {
        long deadlineNs = System.nanoTime() + Stack.PATIENCE.toNanos();
        while (true) {
            JsonNode message = messages.poll(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("nothing that fits came over the WebSocket");
            }
            for (String list : new String[] {"vehicles", "items", "alerts"}) {
                for (JsonNode item : message.path(list)) {
                    if (fits.test(item)) {
                        return item;
                    }
                }
            }
            if (message.has("item") && fits.test(message.path("item"))) {
                return message.path("item");
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
