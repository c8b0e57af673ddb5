package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stops an engine takes an administrator who allows it, a person who proves to be there, and a second one who approves. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the field
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
@TestProfile(DangerRestTest.Profile.class)
class DangerRestTest {

    /** As the environment sets it. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("FLEETWIRE_TWO_PERSON_COMMANDS", "true");
        }
    }

    private static final String PASSWORD = "correct horse battery";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource("/")
    URI page;

    @BeforeEach
    void asNobody() {
        Login.asNobody();
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + Login.firstToken()).contentType(ContentType.JSON);
    }

    /** A browser in which this user, who is made for it, has logged in. */
    private RequestSpecification browser(String user, String role) {
        admin().body("{\"role\":\"" + role + "\",\"password\":\"" + PASSWORD + "\"}")
                .put("/api/v1/access/users/" + user)
                .then()
                .statusCode(200);
        return browser("{\"user\":\"" + user + "\",\"password\":\"" + PASSWORD + "\"}");
    }

    private RequestSpecification browser(String login) {
        Cookie cookie = given().contentType(ContentType.JSON)
                .body(login)
                .post("/api/v1/session")
                .getDetailedCookie("fleetwire_session");
        return given().cookie(cookie)
                .header("Origin", "http://" + page.getAuthority())
                .contentType(ContentType.JSON);
    }

    private static void register(String id) {
        admin().body("{\"deviceId\":\"" + id + "\",\"protocol\":\"gt06\"}")
                .post("/api/v1/devices")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse allow(RequestSpecification as, String id, String body) {
        return as.body(body)
                .put("/api/v1/devices/" + id + "/dangerous-commands")
                .then();
    }

    private static ValidatableResponse stop(RequestSpecification as, String id, String proof) {
        return as.body("{\"command\":\"engineStop\",\"confirm\":\"" + id + "\"" + proof + "}")
                .post("/api/v1/devices/" + id + "/commands")
                .then();
    }

    private static ValidatableResponse approve(RequestSpecification as, String id, String command, String body) {
        return as.body(body)
                .post("/api/v1/devices/" + id + "/commands/" + command + "/approve")
                .then();
    }

    private static String proof(String password) {
        return "{\"proof\":\"" + password + "\"}";
    }

    private static ValidatableResponse commands(String id) {
        return admin().get("/api/v1/devices/" + id + "/commands").then().statusCode(200);
    }

    @Test
    void anAdministratorWhoProvesItTurnsDangerousCommandsOnAndOff() {
        register("danger-1");
        String on = "{\"allowed\":true}";
        allow(browser("oscar-1", "operator"), "danger-1", on).statusCode(403);
        RequestSpecification ada = browser("ada-1", "admin");
        allow(ada, "danger-1", on).statusCode(403).body("detail", containsString("once more"));
        allow(ada, "danger-1", "{\"allowed\":true,\"proof\":\"guess\"}")
                .statusCode(403)
                .body("detail", containsString("not what you logged in with"));
        allow(ada, "danger-1", "{\"allowed\":true,\"proof\":\"" + PASSWORD + "\"}")
                .statusCode(200)
                .body("settings.dangerousCommands", equalTo("true"));
        admin().get("/api/v1/devices/danger-1/command-forms")
                .then()
                .body("items.find { it.name == 'engineStop' }.allowed", equalTo(true))
                .body("items.find { it.name == 'engineStop' }.secondPerson", equalTo(true));
        // Off is safe, and needs no proof.
        allow(ada, "danger-1", "{\"allowed\":false}").statusCode(200).body("settings.dangerousCommands", nullValue());
        stop(ada, "danger-1", ",\"proof\":\"" + PASSWORD + "\"")
                .statusCode(403)
                .body("detail", containsString("are off"));
        allow(admin(), "danger-2-that-is-not", on).statusCode(404);
        allow(admin(), "danger-1", "{}").statusCode(400);
    }

    @Test
    void oneAsksAnotherApprovesAndBothAreOnTheAudit() {
        register("danger-3");
        allow(admin(), "danger-3", "{\"allowed\":true}").statusCode(200);
        RequestSpecification ada = browser("ada-3", "operator");
        RequestSpecification bob = browser("bob-3", "operator");
        String mine = ",\"proof\":\"" + PASSWORD + "\"";

        stop(ada, "danger-3", "").statusCode(403);
        stop(ada, "danger-3", ",\"proof\":\"guess\"").statusCode(403);
        commands("danger-3").body("items", hasSize(0));
        String id = stop(ada, "danger-3", mine)
                .statusCode(202)
                .body("state", equalTo("HELD"))
                .extract()
                .path("id");
        commands("danger-3").body("items[0].state", equalTo("HELD")).body("items[0].by", equalTo("ada-3"));

        approve(ada, "danger-3", id, proof(PASSWORD)).statusCode(403).body("detail", containsString("another person"));
        approve(bob, "danger-3", id, proof("guess")).statusCode(403);
        approve(bob, "danger-3", id, "{}").statusCode(403);
        approve(bob, "danger-1", id, proof(PASSWORD)).statusCode(404);
        approve(browser("vic-3", "viewer"), "danger-3", id, proof(PASSWORD)).statusCode(403);
        approve(admin(), "danger-3", id, "{}").statusCode(403).body("detail", containsString("a token is none"));
        approve(bob, "danger-3", id, proof(PASSWORD))
                .statusCode(202)
                .body("state", equalTo("PENDING"))
                .body("by", equalTo("ada-3"))
                .body("approvedBy", equalTo("bob-3"));
        approve(bob, "danger-3", id, proof(PASSWORD)).statusCode(404);
        commands("danger-3").body("items", hasSize(1)).body("items[0].approvedBy", equalTo("bob-3"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> admin().get("/api/v1/audit?actor=bob-3")
                        .then()
                        .body("items.target", hasItems("engineStop, asked by ada-3"))
                        .body("items.outcome", hasItems("REFUSED", "DONE")));
        admin().get("/api/v1/audit?actor=ada-3")
                .then()
                .body("items.target", hasItems("engineStop, held for a second person"))
                .body("items.outcome", hasItems("REFUSED", "DONE"));
    }

    @Test
    void whatIsHeldCanBeTakenBackAndATokenIsNoPerson() {
        register("danger-4");
        allow(admin(), "danger-4", "{\"allowed\":true}").statusCode(200);
        stop(admin(), "danger-4", "").statusCode(403).body("detail", containsString("a token is none"));
        String token = Login.token("operator");
        RequestSpecification program = browser("{\"token\":\"" + token + "\"}");
        stop(program, "danger-4", ",\"proof\":\"" + Login.firstToken() + "\"").statusCode(403);
        stop(program, "danger-4", ",\"proof\":\"" + token + "\"")
                .statusCode(403)
                .body("detail", containsString("a token is none"));

        String id = stop(browser("ada-4", "operator"), "danger-4", ",\"proof\":\"" + PASSWORD + "\"")
                .statusCode(202)
                .extract()
                .path("id");
        admin().delete("/api/v1/devices/danger-4/commands/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("FAILED"))
                .body("result", containsString("before it was approved"));
        approve(browser("bob-4", "operator"), "danger-4", id, proof(PASSWORD)).statusCode(404);
        commands("danger-4").body("items", hasSize(0));
        // What is not dangerous needs neither.
        admin().body("{\"command\":\"status\"}")
                .post("/api/v1/devices/danger-4/commands")
                .then()
                .statusCode(202)
                .body("state", equalTo("PENDING"));
    }
}
