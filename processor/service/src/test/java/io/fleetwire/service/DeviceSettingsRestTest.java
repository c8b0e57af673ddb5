package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.fleetwire.event.ConfigEntry.Pinned;
import io.fleetwire.event.wire.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of a device, and what it is flagged for. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class DeviceSettingsRestTest {

    private static final String OF_FLAGGED = "items.find { it.deviceId == 'flagged' }.";

    @BeforeEach
    void logIn() {
        Login.asFirstAdministrator();
    }

    @Test
    void whatADeviceIsFlaggedForIsShownAndAccepted() throws Exception {
        register("flagged");
        Pinned.Flag flag = new Pinned.Flag(
                "sim", "8949-1", "<script>alert(1)</script>", "192.0.2.1", Instant.parse("2026-11-21T10:00:00Z"), 1);
        String bootstrap = ConfigProvider.getConfig().getValue("fleetwire.kafka.bootstrap-servers", String.class);
        try (Publisher kafka = new Publisher(bootstrap)) {
            kafka.publish(Topics.CONFIG, new Pinned("flagged", 2, Map.of("sim", "8949-1"), List.of(flag)));
        }
        await().untilAsserted(() -> given().get("/api/v1/devices")
                .then()
                .body(OF_FLAGGED + "flags.what", contains("sim"))
                .body(OF_FLAGGED + "flags.seen", contains("<script>alert(1)</script>"))); // the page makes text of it

        given().post("/api/v1/devices/flagged/flags/accept").then().statusCode(200);
        given().get("/api/v1/devices").then().body(OF_FLAGGED + "flags", empty());
        given().post("/api/v1/devices/unheard/flags/accept").then().statusCode(404);
    }

    @Test
    void whatIsAskedOfADeviceChangesAndTheRestStays() {
        register("changed");
        given().contentType(ContentType.JSON)
                .body("""
                        {"status":"DISABLED","settings":{"requireTls":"true","allowFrom":"192.0.2.0/24, 2001:db8::/32"}}""")
                .patch("/api/v1/devices/changed")
                .then()
                .statusCode(200)
                .body("status", equalTo("DISABLED"))
                .body("vehicleId", equalTo("changed"))
                .body("settings.requireTls", equalTo("true"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .patch("/api/v1/devices/unheard")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"settings\":{\"requireTls\":\"perhaps\"}}",
                "{\"settings\":{\"allowFrom\":\"192.0.2.0/99\"}}",
                "{\"settings\":{\"allowFrom\":\"example.org\"}}",
                "{\"settings\":{\"pinning\":\"'; DROP TABLE fleet.fact_telemetry; --\"}}",
                "{\"settings\":{\"model\":\"<script>alert(1)</script>\"}}",
                "{\"settings\":{\"dangerousCommands\":\"true\"}}",
                "{\"status\":\"GONE\"}"
            })
    void whatCannotBeASettingIsRefused(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .patch("/api/v1/devices/whoever")
                .then()
                .statusCode(400)
                .body("detail", containsString(body.contains("status") ? "status" : "settings"));
    }

    private static void register(String id) {
        given().contentType(ContentType.JSON)
                .body(Map.of("deviceId", id))
                .post("/api/v1/devices")
                .then()
                .statusCode(201);
    }
}
