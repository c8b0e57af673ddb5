package io.fleetwire.service.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A browser whose network takes messages at once, or only when told. */
final class FakeScreen implements MessageSink {

    final List<JsonNode> heard = new ArrayList<>();
    boolean slow;
    int closedWith;
    private CompletableFuture<Void> underWay = new CompletableFuture<>();
    int underWayNow;

    @Override
    public CompletionStage<?> send(String message) {
        try {
            heard.add(Json.mapper().readTree(message));
        } catch (IOException e) {
            throw new UncheckedIOException(message, e);
        }
        if (!slow) {
            return CompletableFuture.completedFuture(null);
        }
        underWayNow++;
        underWay = new CompletableFuture<>();
        return underWay;
    }

    /** The network has taken what was under way. */
    void drain() {
        underWayNow--;
        underWay.complete(null);
    }

    @Override
    public void close(int code, String reason) {
        closedWith = code;
    }

    List<JsonNode> heard(String type) {
        return heard.stream()
                .filter(message -> message.path("type").asText().equals(type))
                .toList();
    }

    JsonNode last(String type) {
        return heard(type).getLast();
    }

    List<String> lastVehicles() {
        return last("positions").path("items").findValuesAsText("vehicleId");
    }
}
