package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Role;
import io.fleetwire.service.access.Roles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every route against every role. A route that is not in the table fails: whoever adds one says who may use it. */
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class RolesTest {

    /** The least role of each route; {@code ANYBODY} needs none. */
    private static final String ANYBODY = "anybody";

    private static final Map<String, String> LEAST = new TreeMap<>();

    static {
        for (String read : new String[] {
            "/api/v1/alerts",
            "/api/v1/devices",
            "/api/v1/drivers/scores",
            "/api/v1/drivers/{id}/score",
            "/api/v1/geofences",
            "/api/v1/map/roads",
            "/api/v1/positions",
            "/api/v1/session",
            "/api/v1/status",
            "/api/v1/trips",
            "/api/v1/vehicles",
            "/api/v1/vehicles/{id}",
            "/api/v1/vehicles/{id}/settings",
            "/api/v1/vehicles/{id}/telemetry"
        }) {
            LEAST.put("GET " + read, Roles.VIEWER);
        }
        LEAST.put("GET /api/v1/devices/{id}/command-forms", Roles.VIEWER);
        LEAST.put("GET /api/v1/devices/{id}/commands", Roles.VIEWER);
        LEAST.put("GET /api/v1/devices/{id}/ledger", Roles.VIEWER);
        LEAST.put("GET /api/v1/ledger", Roles.VIEWER);
        LEAST.put("POST /api/v1/devices/{id}/commands", Roles.OPERATOR);
        LEAST.put("DELETE /api/v1/devices/{id}/commands/{commandId}", Roles.OPERATOR);
        LEAST.put("POST /api/v1/devices/{id}/commands/{commandId}/approve", Roles.OPERATOR);
        LEAST.put("PUT /api/v1/devices/{id}/dangerous-commands", Roles.ADMIN);
        LEAST.put("POST /api/v1/decode", Roles.VIEWER);
        LEAST.put("GET /api/v1/taps/{deviceId}", Roles.OPERATOR);
        LEAST.put("POST /api/v1/taps/{deviceId}", Roles.OPERATOR);
        LEAST.put("DELETE /api/v1/taps/{deviceId}", Roles.OPERATOR);
        LEAST.put("POST /api/v1/session", ANYBODY);
        LEAST.put("DELETE /api/v1/session", Roles.VIEWER);
        LEAST.put("POST /api/v1/devices", Roles.OPERATOR);
        LEAST.put("POST /api/v1/devices/{id}/adopt", Roles.OPERATOR);
        LEAST.put("DELETE /api/v1/devices/{id}", Roles.OPERATOR);
        LEAST.put("PATCH /api/v1/devices/{id}", Roles.OPERATOR);
        LEAST.put("POST /api/v1/devices/{id}/flags/accept", Roles.OPERATOR);
        LEAST.put("PUT /api/v1/geofences/{id}", Roles.OPERATOR);
        LEAST.put("DELETE /api/v1/geofences/{id}", Roles.OPERATOR);
        LEAST.put("PUT /api/v1/vehicles/{id}/settings", Roles.OPERATOR);
        LEAST.put("GET /api/v1/access/users", Roles.ADMIN);
        LEAST.put("PUT /api/v1/access/users/{name}", Roles.ADMIN);
        LEAST.put("DELETE /api/v1/access/users/{name}", Roles.ADMIN);
        LEAST.put("GET /api/v1/access/tokens", Roles.ADMIN);
        LEAST.put("POST /api/v1/access/tokens", Roles.ADMIN);
        LEAST.put("DELETE /api/v1/access/tokens/{id}", Roles.ADMIN);
        LEAST.put("GET /api/v1/access/sessions", Roles.ADMIN);
        LEAST.put("DELETE /api/v1/access/sessions/{id}", Roles.ADMIN);
        LEAST.put("GET /api/v1/audit", Roles.ADMIN);
    }

    @BeforeEach
    void asNobody() {
        Login.asNobody();
    }

    @Test
    void everyRouteHasARoleAndRefusesWhoeverHasLess() {
        assertThat(routes().keySet()).containsExactlyInAnyOrderElementsOf(LEAST.keySet());
        Map<Role, String> tokens = new LinkedHashMap<>();
        Arrays.stream(Role.values()).forEach(role -> tokens.put(role, Login.token(Roles.name(role))));
        LEAST.forEach((route, least) -> {
            if (!least.equals(ANYBODY)) {
                assertThat(call(given(), route)).as("nobody: " + route).isEqualTo(401);
                tokens.forEach((role, token) -> {
                    int status = call(given().header("Authorization", "Bearer " + token), route);
                    boolean may = role.includes(Role.valueOf(least.toUpperCase(Locale.ROOT)));
                    if (may) {
                        assertThat(status).as(role + ": " + route).isNotIn(401, 403);
                    } else {
                        assertThat(status).as(role + ": " + route).isEqualTo(403);
                    }
                });
            }
        });
    }

    /** With an id there is not and a body that is none: whoever may, hears 400, 404 or an answer. */
    private static int call(RequestSpecification as, String route) {
        int space = route.indexOf(' ');
        String path = route.substring(space + 1).replaceAll("\\{[a-zA-Z]+}", "no-such-thing");
        return as.contentType(ContentType.JSON)
                .body("[]")
                .request(route.substring(0, space), path)
                .statusCode();
    }

    private static Map<String, Object> routes() {
        Map<String, Map<String, Object>> paths = given().header("Authorization", "Bearer " + Login.firstToken())
                .accept(ContentType.JSON)
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        Map<String, Object> routes = new TreeMap<>();
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (!method.equals("parameters")) {
                routes.put(method.toUpperCase(Locale.ROOT) + " " + path, operation);
            }
        }));
        return routes;
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200",
        "/vehicles/VAN-7, 200",
        "/q/health/live, 200",
        "/q/health/ready, 200",
        "/q/health, 401",
        "/q/health/well, 401",
        "/q/metrics, 401",
        "/q/openapi, 401",
        "/api/v1/nothing, 404",
        "/ws/v1/nothing, 401",
    })
    void withoutALoginThereIsThePageAndWhetherWeLive(String path, int status) {
        Login.firstToken();
        given().get(path).then().statusCode(status);
    }

    @Test
    void probesSayYesOrNoAndNothingElse() {
        Login.firstToken();
        assertThat(given().get("/q/health/ready").jsonPath().getMap("checks[0]").keySet())
                .containsExactlyInAnyOrder("name", "status");
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer fwt_first_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer fwt_nobody_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer x",
        "Bearer",
        "Basic YWRtaW46YWRtaW4=",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
    })
    void whatProvesNothingIsRefused(String authorization) {
        Login.firstToken();
        given().header("Authorization", authorization)
                .get("/api/v1/vehicles")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer");
    }
}
