package io.fleetwire.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import io.fleetwire.service.Operations.Operation;
import io.fleetwire.service.RawHttp.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bodies nobody means, to every call that changes something: never a mistake of ours (5xx), always a reason, and the service goes on.
 * {@code -Dfleetwire.fuzz.seed} and {@code -Dfleetwire.fuzz.seconds} try others, and longer.
 */
@SuppressWarnings("NullAway.Init") // Quarkus and the set-up set the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class RestFuzzTest {

    private static final long SEED = Long.getLong("fleetwire.fuzz.seed", 20_261_122L);
    private static final Duration LONGEST = Duration.ofSeconds(Long.getLong("fleetwire.fuzz.seconds", 12L));

    /** Of each call, also on the slowest machine: one of each kind of body. */
    private static final int LEAST_ROUNDS = BrokenBodies.KINDS;

    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "image/png",
            "x",
            "application/json; charset=utf-16");

    /** application.properties: quarkus.http.limits.max-body-size. */
    private static final int MOST_BYTES = 384 * 1024;

    @TestHTTPResource("/")
    URI page;

    private RawHttp http;

    @BeforeEach
    void connect() {
        http = new RawHttp(page, Login.firstToken());
        http.call("POST", "/api/v1/devices", "application/json", Examples.DEVICE_BODY.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void disconnect() {
        // Other tests count them.
        http.call("DELETE", "/api/v1/geofences/" + Examples.DEVICE, "application/json", new byte[0]);
        http.close();
    }

    private static List<Operation> changing() {
        return Operations.all().stream().filter(Operation::changes).toList();
    }

    @Test
    void noBodyMakesTheServiceFail() {
        System.out.println("REST fuzz: seed " + SEED);
        BrokenBodies bodies = new BrokenBodies(new Random(SEED));
        List<Operation> operations = changing();
        assertThat(operations).hasSizeGreaterThanOrEqualTo(20);
        long end = System.nanoTime() + LONGEST.toNanos();
        int rounds = 0;
        for (; rounds < LEAST_ROUNDS || System.nanoTime() < end; rounds++) {
            for (Operation operation : operations) {
                byte[] body = bodies.next(rounds, Examples.body(operation));
                assertAnswered(
                        operation,
                        body,
                        http.call(operation.method(), Examples.path(operation), "application/json", body));
            }
        }
        System.out.println("REST fuzz: " + rounds + " rounds over " + operations.size() + " calls");
        assertStillThere();
    }

    @Test
    void anotherContentTypeIsRefusedWithAReason() {
        for (Operation operation : changing()) {
            for (String type : TYPES) {
                byte[] body = Examples.body(operation).toString().getBytes(StandardCharsets.UTF_8);
                assertAnswered(operation, body, http.call(operation.method(), Examples.path(operation), type, body));
            }
        }
        assertStillThere();
    }

    @Test
    void aBodyAboveTheLimitIsRefusedAndNothingElseIsHarmed() {
        byte[] body = ("{\"name\":\"" + "a".repeat(MOST_BYTES) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (Operation operation : changing()) {
            Answer answer = http.announce(operation.method(), Examples.path(operation), "application/json", body);
            assertThat(answer.status())
                    .as(operation.name() + ": " + answer.body())
                    .isBetween(400, 499);
        }
        assertStillThere();
    }

    private static void assertAnswered(Operation operation, byte[] body, Answer answer) {
        String what = operation.name() + " " + answer.status() + " " + answer.body() + " for "
                + new String(body, 0, Math.min(body.length, 300), StandardCharsets.ISO_8859_1);
        assertThat(answer.status()).as(what).isBetween(200, 499);
        assertThat(answer.body())
                .as(what)
                .doesNotContain("\tat ", "io.fleetwire.", "java.lang", "com.fasterxml", "Exception");
        if (answer.status() >= 400) {
            assertThat(answer.type()).as(what).isEqualTo("application/problem+json");
            JsonNode problem = answer.json();
            assertThat(problem.path("status").asInt()).as(what).isEqualTo(answer.status());
            assertThat(problem.path("detail").asText())
                    .as(what)
                    .isNotBlank()
                    .isNotEqualTo("null")
                    .hasSizeLessThan(2_000);
        }
    }

    private void assertStillThere() {
        assertThat(http.call("GET", "/q/health/live", "text/plain", new byte[0]).status())
                .isEqualTo(200);
        assertThat(http.call("GET", "/q/health/ready", "text/plain", new byte[0])
                        .status())
                .isEqualTo(200);
        JsonNode who =
                http.call("GET", "/api/v1/session", "text/plain", new byte[0]).json();
        assertThat(who)
                .isEqualTo(Json.mapper()
                        .createObjectNode()
                        .put("name", "token/first")
                        .put("role", "admin")
                        .put("via", "TOKEN"));
    }
}
