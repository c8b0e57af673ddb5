package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may watch, over a real WebSocket. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class LiveAuthenticationTest {

    private static final String ALL = "{\"subscribe\":{\"alerts\":true}}";

    @TestHTTPResource("/")
    URI page;

    @BeforeEach
    void asNobody() {
        Login.asNobody();
    }

    private static String with(String token) {
        return "{\"token\":\"" + token + "\"," + ALL.substring(1);
    }

    private static void seesTheFleet(Browser browser) {
        await().until(() -> !browser.heard("snapshot").isEmpty());
    }

    @Test
    void aTokenInTheFirstMessageOpens() {
        try (Browser browser = new Browser(page, Map.of())) {
            browser.say(with(Login.token("viewer")));
            seesTheFleet(browser);
            browser.say("{\"subscribe\":{\"vehicles\":[\"VAN-1\"]}}");
            await().until(() -> browser.heard("snapshot").size() == 2);
        }
    }

    @Test
    void theSessionsCookieOpensForTheOwnPageOnly() {
        Cookie cookie = given().contentType(ContentType.JSON)
                .body("{\"token\":\"" + Login.token("viewer") + "\"}")
                .post("/api/v1/session")
                .getDetailedCookie("fleetwire_session");
        String sent = cookie.getName() + "=" + cookie.getValue();
        try (Browser browser = new Browser(page, Map.of("Cookie", sent, "Origin", "http://" + page.getAuthority()))) {
            browser.say(ALL);
            seesTheFleet(browser);
        }
        assertThatThrownBy(() -> new Browser(page, Map.of("Cookie", sent, "Origin", "https://evil.example")))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThatThrownBy(() -> new Browser(page, Map.of("Cookie", sent)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void withoutATokenNothingIsTold() {
        Login.firstToken();
        try (Browser browser = new Browser(page, Map.of())) {
            browser.say(ALL);
            await().until(() -> browser.closedWith == 4401);
            assertThat(browser.heard).isEmpty();
        }
        try (Browser browser = new Browser(page, Map.of())) {
            browser.say(with("fwt_first_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
            await().until(() -> browser.closedWith == 4401);
            assertThat(browser.heard).isEmpty();
        }
    }

    @Test
    void whoSaysNothingIsSentAwayAfterFiveSeconds() {
        Login.firstToken();
        long openedNs = System.nanoTime();
        try (Browser browser = new Browser(page, Map.of())) {
            await().until(() -> browser.closedWith == 4401);
            assertThat(browser.closedFor).contains("5 s");
            assertThat((System.nanoTime() - openedNs) / 1e9).isBetween(4.5, 9.0);
        }
    }

    @Test
    void aRevokedTokensScreensGoDark() {
        String token = Login.token("viewer");
        String id = token.split("_", -1)[1];
        try (Browser browser = new Browser(page, Map.of("Authorization", "Bearer " + token))) {
            browser.say(ALL);
            seesTheFleet(browser);
            given().header("Authorization", "Bearer " + Login.firstToken())
                    .delete("/api/v1/access/tokens/" + id)
                    .then()
                    .statusCode(204);
            await().until(() -> browser.closedWith == 4401);
        }
    }

    @Test
    void aSixthConnectionOfOneUserIsOneTooMany() {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + Login.token("viewer"));
        List<Browser> open = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                Browser browser = new Browser(page, headers);
                open.add(browser);
                browser.say(ALL);
                seesTheFleet(browser);
            }
            Browser sixth = new Browser(page, headers);
            open.add(sixth);
            await().until(() -> sixth.closedWith == 1013);
            assertThat(open.getFirst().closedWith).isZero();
            // One leaves, one may come.
            open.removeFirst().close();
            await().until(() -> {
                try (Browser next = new Browser(page, headers)) {
                    next.say(ALL);
                    await().until(() ->
                            next.closedWith != 0 || !next.heard("snapshot").isEmpty());
                    return next.closedWith == 0;
                }
            });
        } finally {
            open.forEach(Browser::close);
        }
    }

    @Test
    void twentyWishesAMinuteAreEnough() {
        try (Browser browser = new Browser(page, Map.of("Authorization", "Bearer " + Login.token("viewer")))) {
            for (int i = 0; i < 21; i++) {
                browser.say("{\"subscribe\":{\"vehicles\":[\"VAN-" + i + "\"]}}");
            }
            await().until(() -> browser.closedWith == 1008);
            assertThat(browser.closedFor).contains("20");
        }
    }
}
