package io.fleetwire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes on the wire to the health port. */
class HealthServerTest {

    private HealthServer server;

    @BeforeEach
    void start() throws Exception {
        server = new HealthServer(
                0,
                Map.of("kafka", () -> false, "ports", () -> true),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void answersProbes() throws IOException {
        assertThat(ask("GET /health/live HTTP/1.1|Host: localhost:$PORT||"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"status\":\"UP\"}");
        assertThat(ask("GET /health/ready?x HTTP/1.1|Host: [::1]:$PORT||"))
                .startsWith("HTTP/1.1 503")
                .endsWith("{\"status\":\"DOWN\",\"checks\":{\"kafka\":\"DOWN\",\"ports\":\"UP\"}}");
        assertThat(ask("HEAD /metrics HTTP/1.1|Host: 127.0.0.1:$PORT||"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            GET /health/live HTTP/1.1|Host: attacker.example:$PORT||                          ~ 403
            GET /health/live HTTP/1.1|Host: 127.0.0.1||                                       ~ 403
            GET /health/live HTTP/1.1|Host: 127.0.0.1:$PORT|Host: attacker.example||          ~ 403
            GET /health/live HTTP/1.0||                                                       ~ 403
            GET /metrics HTTP/1.1|Host: 127.0.0.1:$PORT|Origin: null||                        ~ 403
            POST /health/live HTTP/1.1|Host: 127.0.0.1:$PORT|Content-Length: 1000||           ~ 405
            GET /health/../metrics HTTP/1.1|Host: 127.0.0.1:$PORT||                           ~ 404
            GET http://attacker.example/metrics HTTP/1.1|Host: 127.0.0.1:$PORT||              ~ 404
            nonsense||                                                                        ~ 400
            """)
    void refusesWhatIsNoProbe(String request, String status) throws IOException {
        assertThat(ask(request)).startsWith("HTTP/1.1 " + status).doesNotContain("\"UP\"");
    }

    @Test
    void slowRequestsKeepNoProbeOut() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * HealthServer.MAX_CONNECTIONS; i++) {
                slow.add(send("POST /health/live HTTP/1.1|Host: 127.0.0.1:$PORT|X-Slow: "));
            }
            assertThat(ask("GET /health/live HTTP/1.1|Host: localhost:$PORT||")).startsWith("HTTP/1.1 200");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aRequestThatNeverEndsIsCutOff() throws IOException {
        try (Socket socket = send("GET /health/live HTTP/1.1|Host: ")) {
            socket.setSoTimeout(4 * HealthServer.REQUEST_SECONDS * 1_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private String ask(String request) throws IOException {
        try (Socket socket = send(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream()
                .write(request.replace("$PORT", String.valueOf(server.port()))
                        .replace("|", "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
