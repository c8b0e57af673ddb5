package io.fleetwire.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The stack as a user starts it: {@code up} or {@code demo} in a process of its own, on its own ports and its own data folder. */
final class Stack implements AutoCloseable {

    /** Clear of the ports of a stack that a developer runs meanwhile. */
    static final int OFFSET = 11_000;

    /** Of a stack beside the shared one. */
    static final int SECOND_OFFSET = 12_000;

    private static final int OBD = 3_500;

    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);

    private final Path data;
    private final int offset;
    private final Process process;
    private final List<String> said;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Stack(Path data, int offset, Process process, List<String> said) {
        this.data = data;
        this.offset = offset;
        this.process = process;
        this.said = said;
    }

    /** Starts it and waits until it says that it is up. */
    static Stack start(Path data, int offset, String... command) throws IOException {
        Process process = commandOn(data, offset, command).start();
        List<String> said = new ArrayList<>();
        Thread.ofVirtual().start(() -> listen(process, said));
        Stack stack = new Stack(data, offset, process, said);
        try {
            await().atMost(START_PATIENCE)
                    .until(() -> stack.output().contains("Fleetwire is up") || !process.isAlive());
        } catch (RuntimeException e) {
            stack.close();
            throw new IOException("the stack did not come up: " + stack.output(), e);
        }
        if (!process.isAlive()) {
            throw new IOException("the stack died while starting: " + stack.output());
        }
        return stack;
    }

    private static ProcessBuilder commandOn(Path data, int offset, String... command) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of("--data", data.toString(), "--port-offset", String.valueOf(offset)));
        ProcessBuilder builder = command(line.toArray(String[]::new));
        // Its usual port is among those that Linux gives to outgoing connections, of which the tests open many.
        builder.environment().put("FLEETWIRE_PORT_OBD", String.valueOf(OBD + offset));
        return builder;
    }

    /** What {@code ./fleet} runs when everything is built; both outputs in one. */
    static ProcessBuilder command(String... command) {
        Path home = home();
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-Dfleetwire.home=" + home,
                "-cp",
                home.resolve("deploy/standalone/target/classes") + ":" + home.resolve("deploy/standalone/target/lib")
                        + "/*",
                "io.fleetwire.standalone.Main"));
        line.addAll(List.of(command));
        return new ProcessBuilder(line).redirectErrorStream(true);
    }

    static Path home() {
        return Path.of(System.getProperty("fleetwire.home")).toAbsolutePath().normalize();
    }

    private static void listen(Process process, List<String> said) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(text -> {
                synchronized (said) {
                    said.add(text);
                }
            });
        } catch (IOException | java.io.UncheckedIOException e) {
            synchronized (said) {
                said.add(e.getMessage());
            }
        }
    }

    /** What it has printed so far. */
    String output() {
        synchronized (said) {
            return String.join("\n", said);
        }
    }

    Path data() {
        return data;
    }

    int teltonika() {
        return 5027 + offset;
    }

    int gt06() {
        return 5023 + offset;
    }

    int obd() {
        return OBD + offset;
    }

    int auto() {
        return 5000 + offset;
    }

    int mqttPort() {
        return 1883 + offset;
    }

    String mqtt() {
        return "tcp://127.0.0.1:" + mqttPort();
    }

    String kafka() {
        return "127.0.0.1:" + (9092 + offset);
    }

    String dashboard() {
        return "http://127.0.0.1:" + (8080 + offset);
    }

    URI live() {
        return URI.create("ws://127.0.0.1:" + (8080 + offset) + "/ws/v1/live");
    }

    /** The first administrator's. */
    String token() {
        try {
            return Files.readString(tokenFile()).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path tokenFile() {
        return data.resolve("token");
    }

    /** The page's feed, as the first administrator. */
    LiveFeed watch() {
        return LiveFeed.open(live(), token());
    }

    /** Asks ClickHouse as {@code curl} would; the rows as JSON. */
    List<JsonNode> rows(String sql) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (8123 + offset) + "/"))
                    .timeout(Duration.ofSeconds(20))
                    .header("X-ClickHouse-User", "default")
                    .header(
                            "X-ClickHouse-Key",
                            Files.readString(data.resolve("clickhouse-password"))
                                    .strip())
                    .POST(BodyPublishers.ofString(sql + " FORMAT JSONEachRow"))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            List<JsonNode> rows = new ArrayList<>();
            for (String row :
                    answer.body().lines().filter(text -> !text.isBlank()).toList()) {
                rows.add(Json.mapper().readTree(row));
            }
            return rows;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One number from ClickHouse. */
    long count(String sql) {
        return rows(sql).getFirst().elements().next().asLong();
    }

    /** Calls the API. */
    HttpResponse<String> api(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(dashboard() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token())
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Reads from the API. */
    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = api("GET", path, "");
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    /** Registers a device and returns its secret. */
    String register(String deviceId, String protocol, String vehicleId) throws IOException, InterruptedException {
        HttpResponse<String> answer = api(
                "POST",
                "/api/v1/devices",
                Json.mapper()
                        .createObjectNode()
                        .put("deviceId", deviceId)
                        .put("protocol", protocol)
                        .put("vehicleId", vehicleId)
                        .toString());
        if (answer.statusCode() != 201) {
            throw new IOException("POST /api/v1/devices answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.mapper().readTree(answer.body()).path("secret").asText();
    }

    /** {@code ./fleet device add ID --vehicle V}: the secret that it prints, once. */
    String deviceAdd(String deviceId, String vehicleId) throws IOException {
        Process added = commandOn(data, offset, "device", "add", deviceId, "--vehicle", vehicleId)
                .start();
        String printed = new String(added.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed.lines()
                .filter(line -> line.startsWith("secret "))
                .map(line -> line.substring("secret ".length()).strip())
                .findFirst()
                .orElseThrow(() -> new IOException(printed));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
