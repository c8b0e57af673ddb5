package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.fleetwire.event.CommandResult;
import io.fleetwire.event.CommandResult.Status;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.wire.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands over REST, against a real broker, with the test as the gateway. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class CommandRestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PROBLEM = "application/problem+json";

    @ConfigProperty(name = "fleetwire.kafka.bootstrap-servers")
    String bootstrap;

    @BeforeEach
    void logIn() {
        Login.asFirstAdministrator();
    }

    private void register(String id, Map<String, String> settings) throws Exception {
        try (Publisher kafka = new Publisher(bootstrap)) {
            kafka.publish(
                    Topics.CONFIG,
                    new Device(id, "VAN-" + id, "gt06", Device.Status.ACTIVE, null, settings, Instant.EPOCH));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/api/v1/devices/" + id + "/command-forms")
                        .then()
                        .statusCode(200));
    }

    private static ValidatableResponse ask(String id, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/devices/" + id + "/commands")
                .then();
    }

    @Test
    void isAskedSentAndDone() throws Exception {
        register("cmd-1", Map.of());
        String id = ask("cmd-1", "{\"command\":\"status\",\"expiresInS\":60}")
                .statusCode(202)
                .body("state", equalTo("PENDING"))
                .extract()
                .path("id");
        try (Publisher kafka = new Publisher(bootstrap)) {
            kafka.publish(Topics.COMMAND_RESULTS, CommandResult.by("g", id, "cmd-1", Status.SENT, null, Instant.now()));
            kafka.publish(
                    Topics.COMMAND_RESULTS,
                    CommandResult.by("g", id, "cmd-1", Status.DONE, "Battery:4.05V", Instant.now()));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/api/v1/devices/cmd-1/commands")
                        .then()
                        .statusCode(200)
                        .body("items[0].state", equalTo("DONE"))
                        .body("items[0].result", equalTo("Battery:4.05V"))
                        .body("items[0].steps", hasSize(2)));
    }

    @Test
    void formsSayWhatCanBeAskedAndWhatIsOff() throws Exception {
        register("cmd-2", Map.of());
        given().get("/api/v1/devices/cmd-2/command-forms")
                .then()
                .body("items.name", hasItem("engineStop"))
                .body("items.find { it.name == 'engineStop' }.risk", equalTo("DANGEROUS"))
                .body("items.find { it.name == 'engineStop' }.allowed", equalTo(false))
                .body("items.find { it.name == 'setInterval' }.parameters[0].max", equalTo(18_000))
                .body("items.find { it.name == 'custom' }.parameters[0].pattern", not(containsString("#")));
        ask("cmd-2", "{\"command\":\"engineStop\",\"confirm\":\"cmd-2\"}")
                .statusCode(403)
                .contentType(PROBLEM)
                .body("detail", containsString("dangerousCommands"));
    }

    @Test
    void dangerIsConfirmedByTheDevicesId() throws Exception {
        register("cmd-3", Map.of("dangerousCommands", "true"));
        ask("cmd-3", "{\"command\":\"engineStop\"}").statusCode(400).contentType(PROBLEM);
        ask("cmd-3", "{\"command\":\"engineStop\",\"confirm\":\"cmd-2\"}").statusCode(400);
        String id = ask("cmd-3", "{\"command\":\"engineStop\",\"confirm\":\"cmd-3\"}")
                .statusCode(202)
                .extract()
                .path("id");
        given().delete("/api/v1/devices/cmd-3/commands/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("FAILED"))
                .body("result", containsString("taken back"));
        given().delete("/api/v1/devices/cmd-3/commands/" + id).then().statusCode(200);
        given().delete("/api/v1/devices/cmd-1/commands/" + id).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\":\"setInterval\",\"params\":{\"moving\":\"10#RELAY,1\",\"parked\":\"60\"}}|params.moving",
                "{\"command\":\"setInterval\",\"params\":{\"moving\":\"10\\r\\nRESET\",\"parked\":\"60\"}}|params.moving",
                "{\"command\":\"setInterval\",\"params\":{\"moving\":null,\"parked\":\"60\"}}|params",
                "{\"command\":\"setInterval\",\"params\":{\"moving\":[1],\"parked\":\"60\"}}|body",
                "{\"command\":\"nonsense\"}|no such command",
                "{\"command\":\"status\",\"expiresInS\":1}|expiresInS",
                "{\"params\":{}}|command",
                "[]|body"
            })
    void whatMakesNoSenseIsRefusedWithItsName(String body, String words) throws Exception {
        register("cmd-4", Map.of());
        ask("cmd-4", body).statusCode(400).contentType(PROBLEM).body("detail", containsString(words));
        given().get("/api/v1/devices/cmd-4/commands").then().body("items", hasSize(0));
    }

    @Test
    void whoIsNotThereIsNotAsked() {
        ask("nobody-knows", "{\"command\":\"status\"}").statusCode(404).contentType(PROBLEM);
        given().get("/api/v1/devices/nobody-knows/command-forms").then().statusCode(404);
    }
}
