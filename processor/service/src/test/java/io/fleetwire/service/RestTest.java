package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.SecretHash;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.fleet.FleetService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REST against a real broker; ClickHouse is away. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class RestTest {

    private static final String PROBLEM = "application/problem+json";

    @BeforeEach
    void logIn() {
        Login.asFirstAdministrator();
    }

    @Inject
    FleetService fleet;

    @ConfigProperty(name = "fleetwire.kafka.bootstrap-servers")
    String bootstrap;

    @Test
    void registersADeviceShowsItsSecretOnceAndLetsItGo() {
        String secret = given().contentType(ContentType.JSON)
                .body("{\"deviceId\":\"356307042441013\",\"protocol\":\"teltonika\",\"vehicleId\":\"VAN-7\"}")
                .post("/api/v1/devices")
                .then()
                .statusCode(201)
                .body("deviceId", equalTo("356307042441013"))
                .body("status", equalTo("ACTIVE"))
                .extract()
                .path("secret");
        String hash = Objects.requireNonNull(
                fleet.view().device("356307042441013").orElseThrow().secretHash());
        assertThat(SecretHash.verify(secret, hash)).isTrue();
        assertThat(hash).doesNotContain(secret);

        given().get("/api/v1/devices")
                .then()
                .statusCode(200)
                .body("items.find { it.deviceId == '356307042441013' }.vehicleId", equalTo("VAN-7"))
                .body("items.find { it.deviceId == '356307042441013' }.secret", nullValue());
        given().contentType(ContentType.JSON)
                .body("{\"deviceId\":\"356307042441013\"}")
                .post("/api/v1/devices")
                .then()
                .statusCode(409)
                .contentType(PROBLEM);
        given().delete("/api/v1/devices/356307042441013").then().statusCode(204);
        given().delete("/api/v1/devices/356307042441013")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", containsString("356307042441013"));
    }

    @Test
    void adoptsADeviceThatKnocked() throws Exception {
        Instant at = Instant.parse("2026-11-21T10:00:00Z");
        try (Publisher kafka = new Publisher(bootstrap)) {
            kafka.publish(Topics.CONFIG, new ConfigEntry.UnknownDevice("869999", "gt06", "10.1.2.3:4711", at, at, 3));
        }
        await().untilAsserted(() -> given().get("/api/v1/status")
                .then()
                .body("knocks.deviceId", hasItem("869999"))
                .body("knocks.find { it.deviceId == '869999' }.times", equalTo(3)));
        given().get("/api/v1/devices")
                .then()
                .body("items.find { it.deviceId == '869999' }.status", equalTo("QUARANTINED"))
                .body("items.find { it.deviceId == '869999' }.remote", equalTo("10.1.2.3:4711"));
        given().contentType(ContentType.JSON)
                .body("{\"vehicleId\":\"TRUCK-1\"}")
                .post("/api/v1/devices/869999/adopt")
                .then()
                .statusCode(200)
                .body("vehicleId", equalTo("TRUCK-1"))
                .body("protocol", equalTo("gt06"))
                .body("status", equalTo("ACTIVE"));
        given().get("/api/v1/status").then().body("knocks.deviceId", not(hasItem("869999")));
        given().contentType(ContentType.JSON)
                .body("{")
                .post("/api/v1/devices/869999/adopt")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
        given().post("/api/v1/devices/never-heard/adopt").then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void drawsChangesAndRemovesGeofences() {
        given().contentType(ContentType.JSON)
                .body(
                        "{\"name\":\"Depot\",\"shape\":\"CIRCLE\",\"centre\":[13.4,52.5],\"radiusM\":200,\"alertOn\":[\"EXIT\"]}")
                .put("/api/v1/geofences/depot")
                .then()
                .statusCode(200)
                .body("id", equalTo("depot"));
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"City\",\"shape\":\"POLYGON\",\"polygon\":[[13,52],[14,52],[14,53]]}")
                .put("/api/v1/geofences/city")
                .then()
                .statusCode(200)
                .body("alertOn.size()", equalTo(2));
        given().get("/api/v1/geofences")
                .then()
                .body("items.id", contains("city", "depot"))
                .body("items[1].centre", contains(13.4f, 52.5f))
                .body("items[1].kind", nullValue());
        given().delete("/api/v1/geofences/depot").then().statusCode(204);
        given().delete("/api/v1/geofences/city").then().statusCode(204);
        given().get("/api/v1/geofences").then().body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | body",
                "[] | body",
                "'' | must not be null",
                "{\"name\":\"x\"} | shape",
                "{\"name\":\"x\",\"shape\":\"BLOB\"} | shape",
                "{\"name\":\"x\",\"shape\":\"CIRCLE\"} | radiusM",
                "{\"name\":\"x\",\"shape\":\"CIRCLE\",\"centre\":[1],\"radiusM\":5} | centre",
                "{\"name\":\"x\",\"shape\":\"CIRCLE\",\"centre\":[1,null],\"radiusM\":5} | centre",
                "{\"name\":\"x\",\"shape\":\"CIRCLE\",\"centre\":[1,91],\"radiusM\":5} | centre",
                "{\"name\":\"x\",\"shape\":\"CIRCLE\",\"centre\":[1,2],\"radiusM\":-5} | radiusM",
                "{\"name\":\"x\",\"shape\":\"POLYGON\",\"polygon\":[[1,2],[3,4]]} | corners",
                "{\"name\":\"x\",\"shape\":\"POLYGON\",\"polygon\":[[1,2],[3,4],null]} | polygon",
                "{\"name\":\"\",\"shape\":\"CIRCLE\",\"centre\":[1,2],\"radiusM\":5} | name",
            })
    void saysWhatIsWrongWithABody(String body, String named) {
        given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/geofences/wrong")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("status", equalTo(400))
                .body("detail", containsString(named));
        given().get("/api/v1/geofences").then().body("items.id", not(hasItem("wrong")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"deviceId\":\"../../etc\"}",
                "{\"deviceId\":\"\"}",
                "{}",
                "{\"deviceId\":\"1\",\"vehicleId\":\"<b>\"}"
            })
    void refusesIdsThatAreNone(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/devices")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/trips?from=yesterday | from",
                "/api/v1/trips?limit=0 | limit",
                "/api/v1/trips?limit=1001 | limit",
                "/api/v1/trips?cursor=x | cursor",
                "/api/v1/trips?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z | 31 days",
                "/api/v1/trips?from=5&to=5 | before",
                "/api/v1/trips?vehicle=%3Cb%3E | vehicle",
                "/api/v1/alerts?severity=LOUD | CRITICAL",
                "/api/v1/alerts?state=x | OPEN",
                "/api/v1/vehicles?status=x | MOVING",
                "/api/v1/drivers/scores?days=400 | days",
                "/api/v1/vehicles/%2e%2e%2f/telemetry?from=9999999999999999999 | The path",
            })
    void saysWhatIsWrongWithAQuestion(String call, String named) {
        given().urlEncodingEnabled(false)
                .get(call)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", containsString(named));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/trips",
                "/api/v1/alerts",
                "/api/v1/drivers/scores",
                "/api/v1/drivers/D-3/score",
                "/api/v1/vehicles/VAN-7/telemetry"
            })
    void historyIsMissedPolitelyWhileTheStoreIsAway(String call) {
        given().get(call).then().statusCode(503).contentType(PROBLEM).body("detail", containsString("ClickHouse"));
    }

    @Test
    void whatIsLiveAnswersWhileTheStoreIsAway() {
        given().get("/api/v1/vehicles").then().statusCode(200).body("items", notNullValue());
        given().get("/api/v1/vehicles/nobody").then().statusCode(404).contentType(PROBLEM);
        given().get("/api/v1/positions")
                .then()
                .statusCode(200)
                .contentType("application/geo+json")
                .body("type", equalTo("FeatureCollection"));
        given().get("/api/v1/map/roads")
                .then()
                .statusCode(200)
                .contentType("application/geo+json")
                .body("features.size()", equalTo(0));
        await().untilAsserted(() -> given().get("/api/v1/status")
                .then()
                .body("kafka.up", equalTo(true))
                .body("clickhouse.up", equalTo(false))
                .body("engine.state", equalTo("EXTERNAL"))
                .body("connectCard.ports.teltonika", equalTo(5027))
                .body("connectCard.ports.mqtt", equalTo(1883))
                .body("deadLetters", equalTo(0)));
    }

    @Test
    void aVehicleMayHaveALimitOfItsOwn() {
        given().contentType(ContentType.JSON)
                .body("{\"vehicleClass\":\"HEAVY\",\"speedLimitKmh\":80}")
                .put("/api/v1/vehicles/TRUCK-9/settings")
                .then()
                .statusCode(200);
        given().get("/api/v1/vehicles/TRUCK-9/settings")
                .then()
                .body("vehicleClass", equalTo("HEAVY"))
                .body("speedLimitKmh", equalTo(80.0f));
    }

    @Test
    void isReadyAndCanBeMeasured() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        given().get("/q/health/well")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'fleetwire' }.data.schema", equalTo("waits for ClickHouse"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("fleetwire_live_screens"));
    }

    @Test
    void openApiHasEveryCallOfTheInterface() {
        Set<String> paths = given().accept(ContentType.JSON)
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .<String, Object>getMap("paths")
                .keySet();
        assertThat(paths)
                .contains(
                        "/api/v1/vehicles",
                        "/api/v1/vehicles/{id}",
                        "/api/v1/vehicles/{id}/telemetry",
                        "/api/v1/positions",
                        "/api/v1/trips",
                        "/api/v1/alerts",
                        "/api/v1/drivers/scores",
                        "/api/v1/drivers/{id}/score",
                        "/api/v1/devices",
                        "/api/v1/devices/{id}/adopt",
                        "/api/v1/devices/{id}",
                        "/api/v1/geofences",
                        "/api/v1/geofences/{id}",
                        "/api/v1/status",
                        "/api/v1/map/roads");
    }

    @Test
    void servesThePageForItsViewsWithHeadersThatKeepItInTheHouse() {
        for (String view : Set.of("/", "/vehicles/VAN-7", "/health")) {
            given().get(view)
                    .then()
                    .statusCode(200)
                    .contentType("text/html")
                    .header("Content-Security-Policy", containsString("default-src 'self'"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Cache-Control", "no-cache");
        }
        given().get("/api/v1/nothing").then().statusCode(404).contentType(PROBLEM);
        given().get("/nothing.js").then().statusCode(404);
    }

    @Test
    void refusesWhatAnotherSitesPageSends() {
        given().header("Origin", "https://evil.example")
                .post("/api/v1/devices/1/adopt")
                .then()
                .statusCode(403)
                .contentType(PROBLEM);
        given().contentType(ContentType.TEXT)
                .body("{}")
                .post("/api/v1/devices")
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
        given().contentType(ContentType.JSON)
                .body("x".repeat(400 * 1024))
                .post("/api/v1/devices")
                .then()
                .statusCode(413);
        assertThat(given().get("/api/v1/vehicles").headers().getValues("Cache-Control"))
                .containsExactly("no-store");
        given().get("/api/v1/status").then().body("knocks.deviceId", not(hasItems("1")));
    }
}
