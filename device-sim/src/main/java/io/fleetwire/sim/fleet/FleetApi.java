package io.fleetwire.sim.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** The stack's REST interface, as far as a fleet needs it: the simulator registers its devices like anyone else. */
public final class FleetApi {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;
    private final String token;

    /** @param token of somebody who may register devices */
    public FleetApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** The token in a stack's file. */
    public static String token(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no token in " + file + ": say with --token-file where the stack's token is", e);
        }
    }

    /**
     * Registers a device and returns its secret. One that is registered already (an earlier run) is registered anew: its secret is known to nobody.
     */
    public String register(String deviceId, String protocol, String vehicleId)
            throws IOException, InterruptedException {
        ObjectNode device = Json.mapper()
                .createObjectNode()
                .put("deviceId", deviceId)
                .put("protocol", protocol)
                .put("vehicleId", vehicleId);
        HttpResponse<byte[]> answer = send("POST", "/api/v1/devices", device);
        if (answer.statusCode() == 409) {
            expect(send("DELETE", "/api/v1/devices/" + deviceId, null), 204);
            answer = send("POST", "/api/v1/devices", device);
        }
        return expect(answer, 201).path("secret").asText();
    }

    /** Draws a circle whose crossings raise alerts. */
    public void geofence(String id, String name, double lat, double lon, double radiusM)
            throws IOException, InterruptedException {
        ObjectNode fence = Json.mapper()
                .createObjectNode()
                .put("id", id)
                .put("name", name)
                .put("shape", "CIRCLE")
                .put("radiusM", radiusM);
        fence.putArray("centre").add(lon).add(lat);
        fence.putArray("alertOn").add("ENTER").add("EXIT");
        HttpResponse<byte[]> answer = send("PUT", "/api/v1/geofences/" + id, fence);
        if (answer.statusCode() / 100 != 2) {
            expect(answer, 200);
        }
    }

    private HttpResponse<byte[]> send(String method, String path, @org.jspecify.annotations.Nullable ObjectNode body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + token);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
        }
        return patiently(request.build());
    }

    /** A whole fleet at once is more than one caller may ask: the answer says how long to wait. */
    private HttpResponse<byte[]> patiently(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        while (answer.statusCode() == TOO_MANY_REQUESTS) {
            Thread.sleep(Duration.ofSeconds(
                    answer.headers().firstValueAsLong("Retry-After").orElse(1)));
            answer = client.send(request, BodyHandlers.ofByteArray());
        }
        return answer;
    }

    private static JsonNode expect(HttpResponse<byte[]> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(
                    answer.request().method() + " " + answer.uri().getPath() + " answered " + answer.statusCode());
        }
        return answer.body().length == 0
                ? Json.mapper().createObjectNode()
                : Json.mapper().readTree(answer.body());
    }
}
