package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.service.Operations.Operation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import java.net.URI;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which calls a browser's session may make only with a fresh proof: all routes are in the answer, so whoever adds one that gives power decides it here. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the field
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class ProofTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String NOT_THERE = "no-such-thing";

    /** Route to a body without a proof that would give power. */
    private static final Map<String, String> NEED_PROOF = Map.of(
            "PUT /api/v1/access/users/{name}", "{\"role\":\"admin\",\"password\":\"another long password\"}",
            "DELETE /api/v1/access/users/{name}", "{}",
            "POST /api/v1/access/tokens", "{\"label\":\"x\",\"role\":\"admin\"}",
            "PUT /api/v1/devices/{id}/dangerous-commands", "{\"allowed\":true}",
            "POST /api/v1/devices/{id}/commands", "{\"command\":\"engineStop\",\"confirm\":\"proof-1\"}",
            "POST /api/v1/devices/{id}/commands/{commandId}/approve", "{}");

    @TestHTTPResource("/")
    URI page;

    private Cookie cookie;

    @BeforeEach
    void logIn() {
        Login.asNobody();
        asToken("{\"role\":\"admin\",\"password\":\"" + PASSWORD + "\"}", "PUT", "/api/v1/access/users/prover");
        asToken("{\"deviceId\":\"proof-1\",\"protocol\":\"gt06\"}", "POST", "/api/v1/devices");
        cookie = given().contentType(ContentType.JSON)
                .body("{\"user\":\"prover\",\"password\":\"" + PASSWORD + "\"}")
                .post("/api/v1/session")
                .getDetailedCookie("fleetwire_session");
    }

    private static Response asToken(String body, String method, String path) {
        return given().header("Authorization", "Bearer " + Login.firstToken())
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, path);
    }

    private Response asBrowser(String body, String method, String path) {
        return given().cookie(cookie)
                .header("Origin", "http://" + page.getAuthority())
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, path);
    }

    private static String path(Operation route) {
        boolean isOfDevice = route.path().startsWith("/api/v1/devices/") && NEED_PROOF.containsKey(route.name());
        String id = isOfDevice ? "proof-1" : NOT_THERE;
        return route.path().replace("{id}", id).replaceAll("\\{[a-zA-Z]+}", NOT_THERE);
    }

    private static boolean asksForProof(Response answer) {
        return answer.statusCode() == 403 && answer.asString().contains("as proof");
    }

    @Test
    void whatGivesPowerNeedsAFreshProofAndNothingElseDoes() {
        TreeSet<String> asking = new TreeSet<>();
        for (Operation route : Operations.all()) {
            if (route.changes() && !route.name().equals("DELETE /api/v1/session")) {
                Response answer = asBrowser(NEED_PROOF.getOrDefault(route.name(), "{}"), route.method(), path(route));
                if (asksForProof(answer)) {
                    asking.add(route.name());
                }
            }
        }
        assertThat(asking).containsExactlyInAnyOrderElementsOf(NEED_PROOF.keySet());
    }

    @Test
    void aWrongProofGivesNothing() {
        for (String proof : new String[] {"guess", Login.firstToken(), " ", "x".repeat(257)}) {
            Response answer = asBrowser(
                    "{\"label\":\"x\",\"role\":\"admin\",\"proof\":\"" + proof + "\"}",
                    "POST",
                    "/api/v1/access/tokens");
            assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 403);
        }
    }

    @Test
    void withTheProofItIsDone() {
        String mine = "\"proof\":\"" + PASSWORD + "\"}";
        assertThat(asBrowser("{\"label\":\"x\",\"role\":\"viewer\"," + mine, "POST", "/api/v1/access/tokens")
                        .statusCode())
                .isEqualTo(201);
        assertThat(asBrowser(
                                "{\"role\":\"viewer\",\"password\":\"another long password\"," + mine,
                                "PUT",
                                "/api/v1/access/users/proved")
                        .statusCode())
                .isEqualTo(200);
        assertThat(asBrowser("{" + mine, "DELETE", "/api/v1/access/users/proved")
                        .statusCode())
                .isEqualTo(204);
        // One's own password: the old one proves it.
        String own = "{\"role\":\"admin\",\"password\":\"another long password\"";
        assertThat(asksForProof(asBrowser(own + "}", "PUT", "/api/v1/access/users/prover")))
                .isTrue();
        assertThat(asBrowser(own + "," + mine, "PUT", "/api/v1/access/users/prover")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenHasJustProvedIt() {
        assertThat(asToken("", "DELETE", "/api/v1/access/users/" + NOT_THERE).statusCode())
                .isEqualTo(404);
        assertThat(asToken("{\"label\":\"x\",\"role\":\"viewer\"}", "POST", "/api/v1/access/tokens")
                        .statusCode())
                .isEqualTo(201);
    }
}
