package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.fleetwire.event.wire.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logging in and out as browsers and programs do. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class LoginTest {

    private static final String PASSWORD = "correct horse battery";

    @TestHTTPResource("/")
    URI page;

    @ConfigProperty(name = "fleetwire.kafka.bootstrap-servers")
    String bootstrap;

    private String origin;

    @BeforeEach
    void asNobody() {
        Login.asNobody();
        origin = "http://" + page.getAuthority();
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + Login.firstToken()).contentType(ContentType.JSON);
    }

    private static Response login(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/v1/session");
    }

    private static String withToken(String token) {
        return "{\"token\":\"" + token + "\"}";
    }

    private static String withPassword(String user, String password) {
        return "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    private static void putUser(String name, String role) {
        admin().body("{\"role\":\"" + role + "\",\"password\":\"" + PASSWORD + "\"}")
                .put("/api/v1/access/users/" + name)
                .then()
                .statusCode(200);
    }

    @Test
    void theFirstTokensFileIsItsOwnersOnly() throws Exception {
        String token = Login.firstToken();
        assertThat(token).matches("fwt_first_[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Login.tokenFile())))
                .isEqualTo("rw-------");
        admin().get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("name", equalTo("token/first"))
                .body("role", equalTo("admin"));
    }

    @Test
    void aBrowserGetsACookieThatScriptsAndOtherSitesCannotUse() {
        Response response = login(withToken(Login.firstToken()));
        response.then().statusCode(200).body("role", equalTo("admin"));
        Cookie cookie = response.getDetailedCookie("fleetwire_session");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(response.body().asString()).doesNotContain(cookie.getValue());

        given().cookie(cookie).get("/api/v1/vehicles").then().statusCode(200);
        // A change by cookie says whose page it came from, or is refused.
        given().cookie(cookie).delete("/api/v1/devices/nobody").then().statusCode(403);
        given().cookie(cookie)
                .header("Origin", "https://evil.example")
                .delete("/api/v1/devices/nobody")
                .then()
                .statusCode(403);
        given().cookie(cookie)
                .header("Origin", origin)
                .delete("/api/v1/devices/nobody")
                .then()
                .statusCode(404);

        given().cookie(cookie)
                .header("Origin", origin)
                .delete("/api/v1/session")
                .then()
                .statusCode(204)
                .header("Set-Cookie", containsString("Max-Age=0"));
        given().cookie(cookie).get("/api/v1/vehicles").then().statusCode(401);
        // A cookie that is over does not keep the page from loading.
        given().cookie(cookie).get("/").then().statusCode(200);
    }

    @Test
    void aUserLogsInWithAPasswordUntilItIsChanged() {
        putUser("jane", "operator");
        login(withPassword("jane", "wrong password!")).then().statusCode(401);
        Response in = login(withPassword("jane", PASSWORD));
        in.then().statusCode(200).body("name", equalTo("jane")).body("role", equalTo("operator"));
        Cookie cookie = in.getDetailedCookie("fleetwire_session");
        given().cookie(cookie).get("/api/v1/session").then().body("name", equalTo("jane"));
        given().cookie(cookie).get("/api/v1/audit").then().statusCode(403);

        // Less may be done at once, without a new login.
        admin().body("{\"role\":\"viewer\"}")
                .put("/api/v1/access/users/jane")
                .then()
                .statusCode(200);
        given().cookie(cookie).get("/api/v1/session").then().body("role", equalTo("viewer"));

        admin().body("{\"role\":\"viewer\",\"password\":\"another long one\"}")
                .put("/api/v1/access/users/jane")
                .then()
                .statusCode(200);
        given().cookie(cookie).get("/api/v1/session").then().statusCode(401);
        Cookie again = login(withPassword("jane", "another long one")).getDetailedCookie("fleetwire_session");
        admin().body("{\"role\":\"viewer\",\"disabled\":true}")
                .put("/api/v1/access/users/jane")
                .then()
                .statusCode(200);
        given().cookie(again).get("/api/v1/session").then().statusCode(401);
        login(withPassword("jane", "another long one")).then().statusCode(401);
    }

    @Test
    void anUnknownUserHearsTheSameAsAWrongPassword() {
        putUser("known", "viewer");
        Response unknown = login(withPassword("unknown", "wrong password!"));
        Response wrong = login(withPassword("known", "wrong password!"));
        assertThat(unknown.statusCode()).isEqualTo(401).isEqualTo(wrong.statusCode());
        assertThat(unknown.body().asString()).isEqualTo(wrong.body().asString());
    }

    @Test
    void tooManyWrongPasswordsHaveToWait() {
        putUser("guessed", "viewer");
        for (int i = 0; i < 5; i++) {
            login(withPassword("guessed", "wrong password!")).then().statusCode(401);
        }
        Response held = login(withPassword("guessed", PASSWORD));
        held.then().statusCode(429).body("detail", containsString("Try again in"));
        assertThat(Integer.parseInt(held.header("Retry-After"))).isBetween(50, 60);
    }

    @Test
    void aTokenIsShownOnceAndEndsWithItsSessionsWhenRevoked() {
        Response made = admin().body("{\"label\":\"grafana\",\"role\":\"viewer\",\"days\":30}")
                .post("/api/v1/access/tokens");
        made.then().statusCode(201);
        String id = made.path("id");
        String text = made.path("text");
        given().header("Authorization", "Bearer " + text)
                .get("/q/metrics")
                .then()
                .statusCode(200);
        Cookie cookie = login(withToken(text)).getDetailedCookie("fleetwire_session");
        given().cookie(cookie).get("/api/v1/vehicles").then().statusCode(200);
        admin().get("/api/v1/access/tokens")
                .then()
                .body("items.find { it.id == '" + id + "' }.label", equalTo("grafana"))
                .body("items.find { it.id == '" + id + "' }.text", nullValue())
                .body(
                        "items.find { it.id == '" + id + "' }.prefix",
                        equalTo(text.substring(0, text.indexOf(id) + id.length() + 1)))
                .body(not(containsString(text)));
        admin().delete("/api/v1/access/tokens/" + id).then().statusCode(204);
        given().header("Authorization", "Bearer " + text)
                .get("/api/v1/vehicles")
                .then()
                .statusCode(401);
        given().cookie(cookie).get("/api/v1/vehicles").then().statusCode(401);
        admin().delete("/api/v1/access/tokens/" + id).then().statusCode(404);
    }

    @Test
    void theLastAdministratorStays() {
        admin().get("/api/v1/access/tokens").then().body("items.id", hasItem("first"));
        List<String> others = admin().get("/api/v1/access/tokens")
                .path("items.findAll { it.role == 'admin' && it.id != 'first' }.id");
        others.forEach(
                id -> admin().delete("/api/v1/access/tokens/" + id).then().statusCode(204));
        admin().delete("/api/v1/access/tokens/first").then().statusCode(409).body("detail", containsString("last"));
    }

    @Test
    void weakPasswordsAreRefusedBeforeAnythingIsWritten() {
        admin().body("{\"role\":\"viewer\",\"password\":\"short\"}")
                .put("/api/v1/access/users/weak")
                .then()
                .statusCode(409)
                .body("detail", containsString("12"));
        admin().body("{\"role\":\"king\",\"password\":\"long enough for it\"}")
                .put("/api/v1/access/users/weak")
                .then()
                .statusCode(400);
        admin().get("/api/v1/access/users").then().body("items.name", not(hasItem("weak")));
    }

    @Test
    void whoDidWhatIsAudited() throws Exception {
        putUser("auditor", "operator");
        login(withPassword("auditor", "wrong password!")).then().statusCode(401);
        Cookie cookie = login(withPassword("auditor", PASSWORD)).getDetailedCookie("fleetwire_session");
        given().cookie(cookie)
                .header("Origin", origin)
                .contentType(ContentType.JSON)
                .body("{\"deviceId\":\"audited-1\"}")
                .post("/api/v1/devices")
                .then()
                .statusCode(201);
        given().cookie(cookie)
                .header("Origin", origin)
                .urlEncodingEnabled(false)
                .delete("/api/v1/access/users/%3Cimg%20src=x%3E")
                .then()
                .statusCode(403);
        await().untilAsserted(() -> {
            String audit = admin().get("/api/v1/audit")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            List<Map<String, Object>> events =
                    io.restassured.path.json.JsonPath.from(audit).getList("items");
            assertThat(events)
                    .anySatisfy(event -> assertThat(event)
                            .containsEntry("actor", "anonymous")
                            .containsEntry("action", "POST /api/v1/session")
                            .containsEntry("target", "auditor")
                            .containsEntry("outcome", "REFUSED"));
            assertThat(events)
                    .anySatisfy(event -> assertThat(event)
                            .containsEntry("actor", "auditor")
                            .containsEntry("action", "POST /api/v1/session")
                            .containsEntry("outcome", "DONE"));
            assertThat(events)
                    .anySatisfy(event -> assertThat(event)
                            .containsEntry("actor", "auditor")
                            .containsEntry("role", "OPERATOR")
                            .containsEntry("from", "127.0.0.1")
                            .containsEntry("action", "POST /api/v1/devices")
                            .containsEntry("target", "audited-1")
                            .containsEntry("status", 201)
                            .containsEntry("outcome", "DONE"));
            assertThat(events)
                    .anySatisfy(event -> assertThat(event)
                            .containsEntry("actor", "auditor")
                            .containsEntry("outcome", "REFUSED")
                            .containsEntry("status", 403));
            assertThat(audit).doesNotContain(PASSWORD).doesNotContain(cookie.getValue());
        });
    }

    @Test
    void secretsAreInNoLog() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                StringBuilder text = new StringBuilder(String.valueOf(entry.getMessage()));
                Object[] values = entry.getParameters();
                for (Object value : values == null ? new Object[0] : values) {
                    text.append(' ').append(value);
                }
                for (Throwable t = entry.getThrown(); t != null; t = t.getCause()) {
                    text.append(' ').append(t);
                }
                logged.add(text.toString());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = LogManager.getLogManager().getLogger("");
        Logger ours = Logger.getLogger("io.fleetwire");
        Level before = ours.getLevel();
        root.addHandler(handler);
        ours.setLevel(Level.ALL);
        try {
            putUser("quiet", "viewer");
            String wrong = "a wrong password!";
            login(withPassword("quiet", wrong)).then().statusCode(401);
            Cookie cookie = login(withPassword("quiet", PASSWORD)).getDetailedCookie("fleetwire_session");
            login("{\"user\":\"quiet\",\"password\":\"" + PASSWORD).then().statusCode(400);
            String token = Login.token("viewer");
            given().header("Authorization", "Bearer " + token)
                    .get("/api/v1/vehicles")
                    .then()
                    .statusCode(200);
            given().header("Authorization", "Bearer " + token + "x")
                    .get("/api/v1/vehicles")
                    .then()
                    .statusCode(401);
            try (Browser browser = new Browser(page, Map.of())) {
                browser.say("{\"token\":\"" + token + "\",\"subscribe\":5}");
                browser.say("{\"token\":\"" + token + "x\",\"subscribe\":{}}");
                await().until(() -> browser.closedWith == 4401);
            }
            ours.info("the handler hears this");
            assertThat(logged).anyMatch(text -> text.contains("the handler hears this"));
            String all = String.join("\n", logged);
            assertThat(all)
                    .doesNotContain(PASSWORD)
                    .doesNotContain(wrong)
                    .doesNotContain(token)
                    .doesNotContain(cookie.getValue())
                    .doesNotContain(Login.firstToken())
                    .doesNotContain("$argon2id$");
        } finally {
            root.removeHandler(handler);
            ours.setLevel(before);
        }
    }

    @Test
    void aTokenResetEndsTheOneBefore() throws Exception {
        String before = Login.firstToken();
        io.fleetwire.service.access.ResetToken.main(
                new String[] {bootstrap, Login.tokenFile().toString()});
        String after = Files.readString(Login.tokenFile()).strip();
        assertThat(after).isNotEqualTo(before);
        await().untilAsserted(() -> given().header("Authorization", "Bearer " + after)
                .get("/api/v1/session")
                .then()
                .statusCode(200));
        given().header("Authorization", "Bearer " + before)
                .get("/api/v1/session")
                .then()
                .statusCode(401);
    }

    @Test
    void anEntryThatIsNoneDoesNotKeepAnybodyOut() throws Exception {
        try (Publisher kafka = new Publisher(bootstrap)) {
            kafka.raw(Topics.ACCESS, "user/broken", "{\"kind\":\"user\"}".getBytes(StandardCharsets.UTF_8));
            kafka.raw(Topics.ACCESS, "later/1", "{\"kind\":\"later\"}".getBytes(StandardCharsets.UTF_8));
        }
        putUser("after-broken", "viewer");
        login(withPassword("after-broken", PASSWORD)).then().statusCode(200);
    }
}
