package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.SecretHash;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.testing.Client;
import io.fleetwire.gateway.testing.TestCa;
import io.fleetwire.gateway.testing.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Phones that report by HTTP, on the live port: 200 means stored. */
class OsmAndTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    private static Path files;

    private static final int PORT = TestKafka.freePort();
    private static TestKafka kafka;
    private static TestGateway gateway;
    private static TestCa ca;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        kafka = TestKafka.withTopics();
        for (String id : List.of("4711", "4712", "48241179")) {
            kafka.write(
                    Topics.CONFIG,
                    new Device(
                            id,
                            "VAN-" + id,
                            "osmand",
                            Device.Status.ACTIVE,
                            SecretHash.create("x"),
                            Map.of(),
                            Instant.EPOCH));
        }
        ca = new TestCa("authority");
        Path certificate = files.resolve("gateway.pem");
        Path key = files.resolve("gateway.key");
        ca.issue("gateway", "localhost").writeTo(certificate, key);
        gateway = TestGateway.with(
                kafka,
                Map.of(
                        "FLEETWIRE_PORT_OSMAND", String.valueOf(PORT),
                        "FLEETWIRE_TLS_CERTIFICATE", certificate.toString(),
                        "FLEETWIRE_TLS_KEY", key.toString()));
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(ca.client())
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
        gateway.close();
        kafka.close();
    }

    private static HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/?" + query))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String base, String type, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(base))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static List<Telemetry> stored(String device) throws Exception {
        return kafka.values(Topics.TELEMETRY_RAW).stream()
                .filter(record -> record.deviceId().equals(device))
                .toList();
    }

    @Test
    void theOldFormIsStoredWhenItIsAnswered() throws Exception {
        HttpResponse<String> answer = get("id=4711&timestamp=1795255190&lat=52.5163&lon=13.3777&speed=26.0259&batt=77");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(stored("4711")).anySatisfy(record -> {
            assertThat(record.vehicleId()).isEqualTo("VAN-4711");
            assertThat(record.protocol()).isEqualTo("osmand");
            assertThat(record.at()).isEqualTo(Instant.ofEpochSecond(1_795_255_190));
            assertThat(record.attributes()).containsEntry("batt", "77");
        });
    }

    @Test
    void theNewFormIsStoredToo() throws Exception {
        String body = """
                {"location":{"timestamp":"2026-11-21T09:59:50.862Z","coords":{"latitude":37.4219983,"longitude":-122.084,"accuracy":5,"speed":0,"heading":-1,
                "altitude":5},"is_moving":false,"odometer":0,"event":"motionchange","battery":{"level":1,"is_charging":false},"activity":{"type":"still"},
                "extras":{},"_":"&id=48241179"},"device_id":"48241179"}
                """;
        assertThat(post("http://127.0.0.1:" + gateway.auto, "application/json", body)
                        .statusCode())
                .isEqualTo(200);
        assertThat(stored("48241179"))
                .singleElement()
                .satisfies(record -> assertThat(record.at()).isEqualTo(Instant.parse("2026-11-21T09:59:50.862Z")));
        assertThat(post("https://localhost:" + gateway.tlsAuto, "application/json", body)
                        .statusCode())
                .as("with TLS")
                .isEqualTo(200);
    }

    @Test
    void anUnknownDeviceIsToldSoAndStoresNothing() throws Exception {
        HttpResponse<String> answer = get("id=stranger&lat=52.5&lon=13.4");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("unknown device");
        assertThat(stored("stranger")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "timestamp=1&lat=60.0&lon=30.0, 400, id is required",
        "id=%20, 400, id:",
        "id=4711&lat=%zz, 400, a parameter"
    })
    void aBadRequestIsToldWhy(String query, int status, String reason) throws Exception {
        try (Client phone = new Client(PORT)) {
            phone.line("GET /?" + query + " HTTP/1.1\r\nHost: gateway\r\n\r");
            assertThat(phone.hearsLine()).startsWith("HTTP/1.1 " + status);
            String line = phone.hearsLine();
            while (!line.isBlank()) {
                line = phone.hearsLine();
            }
            assertThat(phone.hears(reason.length())).isEqualTo(hex(reason));
        }
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNoHttpAndWhatIsTooLongIsAnsweredAndClosed() throws Exception {
        try (Client phone = new Client(PORT)) {
            phone.line("\u0001\u0002 nonsense\r\n\r");
            assertThat(phone.hearsLine()).startsWith("HTTP/1.1 400");
            assertThat(phone.isGone(SOON)).isTrue();
        }
        try (Client phone = new Client(PORT)) {
            phone.line("POST /?id=4711 HTTP/1.1\r\nHost: gateway\r\nContent-Length: 70000\r\n\r");
            phone.line("x".repeat(69_000));
            assertThat(phone.hearsLine()).startsWith("HTTP/1.1 413");
            assertThat(phone.isGone(SOON)).isTrue();
        }
    }

    /** As a proxy sends them: one connection, two devices, the second request before the first is answered; answers in the order of the requests. */
    @Test
    void aConnectionThatIsKeptAliveCarriesSeveralDevices() throws Exception {
        try (Client proxy = new Client(PORT)) {
            String first = "GET /?id=4711&timestamp=1795255201&lat=52.5&lon=13.4 HTTP/1.1\r\nHost: g\r\n\r\n";
            String second = "GET /?id=4712&timestamp=1795255202&lat=52.5&lon=13.4 HTTP/1.1\r\nHost: g\r\n\r\n";
            String third = "GET /?id=4712&lat=%zz HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r";
            proxy.line(first + second + third);
            assertThat(status(proxy)).isEqualTo("200");
            assertThat(status(proxy)).isEqualTo("200");
            assertThat(status(proxy)).isEqualTo("400");
            assertThat(proxy.isGone(SOON)).isTrue();
        }
        assertThat(stored("4711")).anyMatch(record -> record.deviceTimeMs() == 1_795_255_201_000L);
        assertThat(stored("4712"))
                .singleElement()
                .satisfies(record -> assertThat(record.deviceTimeMs()).isEqualTo(1_795_255_202_000L));
        // Two connections of one device live beside each other.
        try (Client one = new Client(PORT);
                Client two = new Client(PORT)) {
            for (Client phone : List.of(one, two, one, two)) {
                phone.line("GET /?id=4711&timestamp=1795255203&lat=52.5&lon=13.4 HTTP/1.1\r\nHost: g\r\n\r");
                assertThat(status(phone)).isEqualTo("200");
            }
        }
    }

    private static String status(Client client) throws IOException {
        String status = client.hearsLine().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        int length = 0;
        for (String line = client.hearsLine(); !line.isBlank(); line = client.hearsLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        client.hears(length);
        return status;
    }
}
