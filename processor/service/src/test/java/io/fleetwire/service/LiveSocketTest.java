package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Alert;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.wire.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From Kafka to a real WebSocket client. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class LiveSocketTest {

    private static final String ALL = "{\"subscribe\":{\"alerts\":true}}";

    @TestHTTPResource("/")
    URI page;

    @ConfigProperty(name = "fleetwire.kafka.bootstrap-servers")
    String bootstrap;

    @BeforeEach
    void logIn() {
        Login.asFirstAdministrator();
    }

    @Test
    void recordsArriveWithinASecond() throws Exception {
        try (Publisher kafka = new Publisher(bootstrap);
                Browser browser = new Browser(page)) {
            browser.say(ALL);
            await().until(() -> !browser.heard("snapshot").isEmpty());
            for (int i = 0; i < 5; i++) {
                String vehicle = "LIVE-" + i;
                Instant sent = Instant.now();
                kafka.publish(Topics.LIVE, position(vehicle, sent));
                kafka.publish(Topics.ALERTS, alert("alert-" + i, vehicle, sent));
                kafka.publish(Topics.TRIPS, trip("trip-" + i, vehicle, sent));
                assertThat(arrival(browser, "positions", m -> m.toString().contains(vehicle)) - sent.toEpochMilli())
                        .isLessThan(1_000);
                assertThat(arrival(browser, "alert", m -> m.toString().contains(vehicle)) - sent.toEpochMilli())
                        .isLessThan(1_000);
                assertThat(arrival(browser, "trip", m -> m.toString().contains(vehicle)) - sent.toEpochMilli())
                        .isLessThan(1_000);
            }
            long arrived = arrival(browser, "health", m -> m.path("latencyMs").has("p99"));
            assertThat(arrived).isPositive();
            given().get("/api/v1/status").then().statusCode(200);
            assertThat(given().get("/api/v1/status").jsonPath().getLong("latencyMs.p99"))
                    .isLessThan(1_000);
        }
    }

    @Test
    void aRecordThatIsNoneDoesNotStopTheRest() throws Exception {
        try (Publisher kafka = new Publisher(bootstrap);
                Browser browser = new Browser(page)) {
            browser.say(ALL);
            kafka.raw(Topics.LIVE, "AFTER-BAD", "{\"vehicleId\":".getBytes(StandardCharsets.UTF_8));
            kafka.publish(Topics.LIVE, position("AFTER-BAD", Instant.now()));
            assertThat(arrival(browser, "positions", m -> m.toString().contains("AFTER-BAD")))
                    .isPositive();
            given().get("/api/v1/vehicles/AFTER-BAD").then().statusCode(200);
        }
    }

    @Test
    void aMessageThatIsNoneGetsAnAnswerAndTheThirdEndsTheConnection() {
        try (Browser browser = new Browser(page)) {
            browser.say("nonsense");
            assertThat(arrival(browser, "error", m -> m.has("detail"))).isPositive();
            browser.say(ALL);
            assertThat(arrival(browser, "snapshot", m -> true)).isPositive();
            browser.say("{}");
            browser.say("{}");
            await().until(() -> browser.closedWith == 1008);
        }
    }

    @Test
    void aMessageAboveFourKilobytesEndsTheConnection() {
        try (Browser browser = new Browser(page)) {
            browser.say("{\"subscribe\":{\"vehicles\":[\"" + "x".repeat(5_000) + "\"]}}");
            await().until(() -> browser.closedWith != 0);
        }
    }

    @Test
    void anotherSitesPageIsRefused() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI live = URI.create("ws://" + page.getHost() + ":" + page.getPort() + "/ws/v1/live");
            assertThatThrownBy(() -> client.newWebSocketBuilder()
                            .header("Origin", "https://evil.example")
                            .buildAsync(live, new WebSocket.Listener() {})
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
        }
    }

    private static long arrival(Browser browser, String type, Predicate<JsonNode> wanted) {
        return await().until(
                        () -> browser.heard(type).stream()
                                .filter(heard -> wanted.test(heard.message()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .atMs();
    }

    private static LivePosition position(String vehicle, Instant at) {
        return new LivePosition(
                vehicle,
                "device-" + vehicle,
                "teltonika",
                at,
                at,
                52.5,
                13.4,
                true,
                48.2,
                271.0,
                LivePosition.Status.MOVING,
                true,
                null,
                null,
                null,
                11,
                null,
                null,
                new LivePosition.Anomaly(0.07, 0.31, false, List.of("coolantC")));
    }

    private static Alert alert(String id, String vehicle, Instant at) {
        return new Alert(
                id,
                "sos",
                Alert.Severity.CRITICAL,
                Alert.State.OPEN,
                vehicle,
                null,
                at,
                null,
                false,
                null,
                null,
                Map.of(),
                "SOS");
    }

    private static TripSession trip(String id, String vehicle, Instant at) {
        return new TripSession(
                id,
                vehicle,
                null,
                TripSession.State.OPEN,
                at,
                null,
                52,
                13,
                null,
                null,
                0,
                0,
                0,
                0,
                null,
                true,
                1,
                false);
    }
}
