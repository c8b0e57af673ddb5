package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.wire.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service knows that has just started: every vehicle, silent for however long, and every open alert. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields
@QuarkusTest
@QuarkusTestResource(value = BeforeTheStart.class, restrictToAnnotatedClass = true)
class AfterARestartTest {

    @TestHTTPResource("/")
    URI page;

    @ConfigProperty(name = "fleetwire.kafka.bootstrap-servers")
    String bootstrap;

    @BeforeEach
    void logIn() {
        Login.asFirstAdministrator();
    }

    @Test
    void aVehicleThatIsSilentForMonthsIsOnListAndMapAndARemovedOneIsNot() {
        await().untilAsserted(() -> given().get("/api/v1/vehicles")
                .then()
                .body("items.vehicleId", hasItem("SILENT-1"))
                .body("items.find { it.vehicleId == 'SILENT-1' }.status", equalTo("OFFLINE"))
                .body(
                        "items.find { it.vehicleId == 'SILENT-1' }.receivedAt",
                        equalTo(BeforeTheStart.LONG_AGO.toString()))
                .body("items.vehicleId", not(hasItem("REMOVED-1"))));
        given().get("/api/v1/positions").then().body("features.properties.vehicleId", hasItem("SILENT-1"));
    }

    @Test
    void everyOpenAlertIsThereAndWhatKafkaKnowsBetterIsNot() {
        await().untilAsserted(() -> given().get("/api/v1/status").then().body("openAlerts", equalTo(2)));
        try (Browser browser = new Browser(page)) {
            browser.say("{\"subscribe\":{\"alerts\":true}}");
            await().until(() -> !browser.heard("snapshot").isEmpty());
            JsonNode alerts = browser.heard("snapshot").getLast().message().path("alerts");
            List<String> open = StreamSupport.stream(alerts.spliterator(), false)
                    .filter(alert -> alert.path("state").asText().equals("OPEN"))
                    .map(alert -> alert.path("id").asText())
                    .sorted()
                    .toList();
            assertThat(open).containsExactly("a-1", "a-2");
        }
        given().get("/api/v1/alerts?state=OPEN&from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z")
                .then()
                .body("items.version", hasItem(4));
    }

    @Test
    void aDeviceThatIsRemovedTakesItsVehicleOffTheList() throws Exception {
        given().contentType(ContentType.JSON)
                .body("{\"deviceId\":\"device-LEAVING-1\",\"vehicleId\":\"LEAVING-1\"}")
                .post("/api/v1/devices")
                .then()
                .statusCode(201);
        try (Publisher kafka = new Publisher(bootstrap)) {
            kafka.publish(Topics.LIVE, BeforeTheStart.position("LEAVING-1", Instant.now(), Status.MOVING));
            await().until(() -> given().get("/api/v1/vehicles/LEAVING-1").statusCode() == 200);
            given().delete("/api/v1/devices/device-LEAVING-1").then().statusCode(204);
            await().until(() -> given().get("/api/v1/vehicles/LEAVING-1").statusCode() == 404);
            // The engine's timer comes later.
            kafka.publish(Topics.LIVE, BeforeTheStart.position("LEAVING-1", Instant.now(), Status.OFFLINE));
            kafka.publish(Topics.LIVE, BeforeTheStart.position("LEAVING-2", Instant.now(), Status.MOVING));
            given().get("/api/v1/vehicles?q=leaving").then().statusCode(200);
            await().untilAsserted(() ->
                    given().get("/api/v1/vehicles?q=leaving").then().body("items.vehicleId", contains("LEAVING-2")));
        }
    }
}
