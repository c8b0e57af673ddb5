package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.fleetwire.event.TappedFrame;
import io.fleetwire.event.wire.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol workbench over REST: bytes taken apart, and listening in on a device. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class WorkbenchRestTest {

    private static final String PROBLEM = "application/problem+json";

    @ConfigProperty(name = "fleetwire.kafka.bootstrap-servers")
    String bootstrap;

    @BeforeEach
    void logIn() {
        Login.asFirstAdministrator();
    }

    @Test
    void takesBytesApart() {
        String frame = "000000000000003608010000016b40d8ea30010000000000000000000000000000000105021503010101425e0f01f1"
                + "0000601a014e0000000000000000010000c7cf";
        given().contentType(ContentType.JSON)
                .body("{\"hex\":\"" + frame
                        + "\",\"receivedAt\":\"2026-11-22T00:00:00Z\",\"deviceId\":\"356307042441013\"}")
                .post("/api/v1/decode")
                .then()
                .statusCode(200)
                .body("protocol", equalTo("teltonika"))
                .body("verdict", equalTo("DECODED"))
                .body("assumedDevice", equalTo("356307042441013"))
                .body("frames[0].events[0].deviceTime", equalTo("2019-06-10T10:04:46Z"))
                .body("frames[0].events[0].receivedAt", equalTo("2026-11-22T00:00:00Z"))
                .body("frames[0].replies[0].when", equalTo("WHEN_STORED"))
                .body("frames[0].parts[0].offset", equalTo(0))
                .body("rest", nullValue());
        given().contentType(ContentType.JSON)
                .body("{\"text\":\"ID 4711\\r\"}")
                .post("/api/v1/decode")
                .then()
                .statusCode(200)
                .body("protocol", equalTo("obd"))
                .body("frames[0].login", equalTo("4711"));
        given().contentType(ContentType.JSON)
                .body("{\"hex\":\"deadbeef\"}")
                .post("/api/v1/decode")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("UNRECOGNISED"))
                .body("considered.protocol", hasItems("teltonika", "gt06"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                        | as hex",
                "{\"hex\":\"00\",\"text\":\"x\"}               | as hex",
                "{\"hex\":\"7\"}                             | half a byte",
                "{\"hex\":\"\"}                              | no bytes",
                "{\"hex\":\"00\",\"protocol\":\"morse\"}       | morse",
                "{\"hex\":\"00\",\"protocol\":\"../x\"}        | protocol",
                "{\"hex\":\"00\",\"timeZone\":\"Berlin\"}      | timeZone",
                "{\"hex\":\"00\",\"transport\":\"pigeon\"}     | transport",
                "{\"hex\":\"00\",\"receivedAt\":\"noon\"}      | receivedAt",
                "{\"hex\":\"00\",\"deviceId\":\"<x>\"}         | deviceId"
            })
    void saysWhatIsWrongWithBytesToTakeApart(String body, String named) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/decode")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", containsString(named));
    }

    @Test
    void takesNoMoreBytesApartThanItSays() {
        String hex = "ff".repeat(64 * 1024);
        given().contentType(ContentType.JSON)
                .body("{\"protocol\":\"teltonika\",\"hex\":\"" + hex + "\"}")
                .post("/api/v1/decode")
                .then()
                .statusCode(200)
                .body("frames.size()", equalTo(1_000))
                .body("rest.kind", equalTo("TOO_MANY"));
        given().contentType(ContentType.JSON)
                .body("{\"hex\":\"" + hex + "ff\"}")
                .post("/api/v1/decode")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", containsString("65536"));
    }

    @Test
    void listensInOnADevice() throws Exception {
        given().post("/api/v1/taps/86-tapped").then().statusCode(404).contentType(PROBLEM);
        given().contentType(ContentType.JSON)
                .body("{\"deviceId\":\"86-tapped\"}")
                .post("/api/v1/devices")
                .then()
                .statusCode(201);
        given().post("/api/v1/taps/86-tapped")
                .then()
                .statusCode(201)
                .body("deviceId", equalTo("86-tapped"))
                .body("until", notNullValue());
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        try (Publisher kafka = new Publisher(bootstrap)) {
            for (String hex : new String[] {"7878", "0d0a"}) {
                kafka.publish(
                        Topics.TAPS,
                        new TappedFrame("86-tapped", "gt06", TappedFrame.Direction.FROM_DEVICE, at, hex, false, 0));
            }
        }
        await().untilAsserted(() -> given().get("/api/v1/taps/86-tapped")
                .then()
                .statusCode(200)
                .body("until", notNullValue())
                .body("items.hex", contains("7878", "0d0a"))
                .body("items[0].direction", equalTo("FROM_DEVICE")));
        int first = given().get("/api/v1/taps/86-tapped").path("items[0].seq");
        given().get("/api/v1/taps/86-tapped?after=" + first).then().body("items.hex", contains("0d0a"));
        given().get("/api/v1/taps/86-tapped?after=x").then().statusCode(400).contentType(PROBLEM);
        given().delete("/api/v1/taps/86-tapped").then().statusCode(204);
        given().get("/api/v1/taps/86-tapped").then().body("until", nullValue());
        given().delete("/api/v1/devices/86-tapped").then().statusCode(204);
    }
}
