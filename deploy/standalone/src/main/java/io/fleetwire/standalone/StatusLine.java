package io.fleetwire.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Prints what the demo does, measured by the stack itself: rate, vehicles, alerts, and the latency from frame in to WebSocket out. */
final class StatusLine implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("status-line").factory());
    private final String url;
    private final Supplier<Optional<String>> token;
    private final PrintWriter out;

    /** @param token asked each time: it may be reset meanwhile */
    StatusLine(String url, Supplier<Optional<String>> token, PrintWriter out) {
        this.url = url;
        this.token = token;
        this.out = out;
    }

    /** Prints a line every few seconds until closed. */
    void show() {
        var unused = clock.scheduleWithFixedDelay(this::print, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void print() {
        try {
            JsonNode status = get("/api/v1/status");
            JsonNode latency = status.path("latencyMs");
            out.printf(
                    Locale.ROOT,
                    "  %d vehicles live · %d records/s · %d alerts open · frame in → WebSocket out p50 %d ms, p99 %d ms · engine %s%n",
                    status.path("vehicles").asInt(),
                    Math.round(status.path("recordsPerSecond").asDouble()),
                    status.path("openAlerts").asInt(),
                    latency.path("p50").asLong(),
                    latency.path("p99").asLong(),
                    status.path("engine").path("state").asText("?"));
        } catch (IOException e) {
            out.println("  the processor does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + token.get().orElse(""))
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode());
        }
        return Json.mapper().readTree(response.body());
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.shutdownNow();
    }
}
