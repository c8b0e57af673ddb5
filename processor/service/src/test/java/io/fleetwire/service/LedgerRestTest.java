package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.fleetwire.event.LedgerEntry;
import io.fleetwire.event.wire.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger over REST, against a real broker; ClickHouse is away. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class LedgerRestTest {

    @ConfigProperty(name = "fleetwire.kafka.bootstrap-servers")
    String bootstrap;

    @BeforeEach
    void logIn() {
        Login.asFirstAdministrator();
    }

    @Test
    void saysWhatTheGatewaysCountedAndPages() throws Exception {
        Instant now = Instant.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try (Publisher kafka = new Publisher(bootstrap)) {
            kafka.publish(Topics.LEDGER, entry("books-1", "gateway-1", today, now, 5));
            kafka.publish(Topics.LEDGER, entry("books-1", "gateway-2", today, now, 7));
            kafka.publish(Topics.LEDGER, entry("books-2", "gateway-1", today.minusDays(1), now, 1));
            kafka.publish(Topics.LEDGER, entry("books-3", "gateway-1", today.minusDays(4), now, 1));
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/api/v1/devices/books-1/ledger")
                        .then()
                        .statusCode(200)
                        .body("received", equalTo(12))
                        .body("lostWithConnection", equalTo(2))
                        .body("refusal", equalTo("not a line"))
                        .body("state", equalTo("PENDING"))
                        .body("stored", nullValue())
                        .body("lastHeardAt", notNullValue())
                        .body("lastAcknowledgedAt", nullValue()));
        given().get("/api/v1/devices/books-2/ledger").then().statusCode(200);
        given().get("/api/v1/devices/books-3/ledger").then().statusCode(404).contentType("application/problem+json");
        given().get("/api/v1/ledger?limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("totals.devices", greaterThanOrEqualTo(2))
                .body("since", equalTo(today.minusDays(1).toString()))
                .body("next", equalTo("1"));
        given().get("/api/v1/ledger?limit=1&cursor=1").then().statusCode(200).body("items", hasSize(1));
        given().get("/api/v1/ledger?cursor=x").then().statusCode(400);
    }

    private static LedgerEntry entry(String device, String gateway, LocalDate day, Instant at, long records) {
        return new LedgerEntry(
                device,
                "line",
                gateway,
                day,
                at,
                records,
                records,
                records,
                0,
                records,
                1,
                0,
                1,
                1,
                at,
                null,
                "not a line");
    }
}
