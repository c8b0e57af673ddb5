package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.fleetwire.service.Operations.Operation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every route there is (from OpenAPI), and the page, the WebSocket and the tools, against every way to write a path, an origin, a host and a content type: with
 * an administrator's token, as bytes on a socket. Whoever adds a route has it attacked.
 */
@SuppressWarnings("NullAway.Init") // Quarkus sets the field
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class EntryAttackTest {

    private static final Map<String, UnaryOperator<String>> PATH_TRICKS = new LinkedHashMap<>();

    static {
        PATH_TRICKS.put("an escaped letter", path -> "/%" + hex(path.charAt(1)) + path.substring(2));
        PATH_TRICKS.put("an escaped letter at the end", path -> cut(path) + "%" + hex(last(path)));
        PATH_TRICKS.put("an escape in small letters", path -> path + "/%c3%bc");
        PATH_TRICKS.put("a doubly escaped letter", path -> "/%25" + hex(path.charAt(1)) + path.substring(2));
        PATH_TRICKS.put("an overlong letter", path -> "/%C1%A1" + path.substring(2));
        PATH_TRICKS.put("a raw overlong slash", path -> path + "\u00c0\u00af");
        PATH_TRICKS.put("two slashes", path -> "/" + path);
        PATH_TRICKS.put("two slashes within", path -> path.replaceFirst("(.)/", "$1//"));
        PATH_TRICKS.put("a slash at the end", path -> path + "/");
        PATH_TRICKS.put("an escaped slash", path -> path.replaceFirst("(.)/", "$1%2F"));
        PATH_TRICKS.put("a backslash", path -> path.replaceFirst("(.)/", "$1\\\\"));
        PATH_TRICKS.put("an escaped backslash", path -> path + "%5C");
        PATH_TRICKS.put("a matrix parameter", path -> path.replaceFirst("(.)/", "$1;x=1/"));
        PATH_TRICKS.put("a matrix parameter at the end", path -> path + ";jsessionid=1");
        PATH_TRICKS.put("an escaped semicolon", path -> path + "%3Bx");
        PATH_TRICKS.put("a folder and back", path -> "/x/.." + path);
        PATH_TRICKS.put("a folder and back, escaped", path -> "/x/%2E%2E" + path);
        PATH_TRICKS.put("this folder", path -> "/." + path);
        PATH_TRICKS.put("this folder at the end", path -> path + "/.");
        PATH_TRICKS.put("dots", path -> "/..." + path);
        PATH_TRICKS.put("an end of text", path -> path + "%00");
        PATH_TRICKS.put("an end of line", path -> path + "%0D%0AX:%20y");
        PATH_TRICKS.put("a writing direction", path -> path + "%E2%80%AE");
        PATH_TRICKS.put("half an escape", path -> path + "%4");
        PATH_TRICKS.put("no escape", path -> path + "%zz");
        PATH_TRICKS.put("a fragment", path -> path + "#x");
        PATH_TRICKS.put("a whole address", path -> "http://localhost" + path);
        PATH_TRICKS.put("another's address", path -> "http://evil.example" + path);
    }

    private static final List<String> CONTENT_TYPES = List.of(
            "",
            "Content-Type: \r\n",
            "Content-Type: text/plain\r\n",
            "Content-Type: TEXT/Plain; charset=application/json\r\n",
            "Content-Type: application/x-www-form-urlencoded\r\n",
            "Content-Type: multipart/form-data; boundary=x\r\n",
            "Content-Type: application/json\r\nContent-Type: text/plain\r\n");

    @TestHTTPResource("/")
    URI page;

    private String token;
    private List<Operation> routes;

    private record Answer(String what, String text) {
        int status() {
            return RawSocket.status(text);
        }
    }

    @BeforeEach
    void findRoutes() {
        Login.asNobody();
        token = Login.firstToken();
        routes = new ArrayList<>(Operations.all());
        for (String path : new String[] {
            "/",
            "/index.html",
            "/vehicles/VAN-7",
            "/q/health/live",
            "/q/health/ready",
            "/q/metrics",
            "/q/openapi",
            "/ws/v1/live"
        }) {
            routes.add(new Operation("GET", path, MissingNode.getInstance(), List.of()));
        }
    }

    private static String hex(char c) {
        return Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
    }

    private static char last(String path) {
        return path.charAt(path.length() - 1);
    }

    private static String cut(String path) {
        return path.substring(0, path.length() - 1);
    }

    private String own() {
        return "localhost:" + page.getPort();
    }

    /** As the page would ask it, but for what a test changes. */
    private Answer ask(String what, Operation route, String path, String host, String more, String contentType) {
        boolean hasBody = route.changes();
        String upgrade = route.path().startsWith("/ws/")
                ? "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                : "Connection: close\r\n";
        String request = route.method() + " " + path + " HTTP/1.1\r\n" + host + "Authorization: Bearer " + token
                + "\r\n" + upgrade + more + (hasBody ? contentType + "Content-Length: 2\r\n\r\n{}" : "\r\n");
        try (RawSocket socket = new RawSocket(page)) {
            return new Answer(what + ": " + route.name(), socket.send(request).readAnswer());
        }
    }

    private Answer ask(String what, Operation route, String more) {
        return ask(what, route, Examples.path(route), host(own()), more, "Content-Type: application/json\r\n");
    }

    private static String host(String host) {
        return "Host: " + host + "\r\n";
    }

    private static void assertRefused(Answer answer, Integer... statuses) {
        String what = answer.what() + "\n" + answer.text();
        assertThat(answer.status()).as(what).isIn((Object[]) statuses);
        assertThat(answer.text()).as(what).contains("application/problem+json", "\"detail\":\"");
    }

    @Test
    void everyRouteAnswersItsOwnPage() {
        for (Operation route : routes) {
            if (route.name().equals("POST /api/v1/session")) {
                continue; // Its example is a wrong password.
            }
            Answer answer = ask("own page", route, "Origin: http://" + own() + "\r\n");
            assertThat(answer.status()).as(answer.what() + "\n" + answer.text()).isNotIn(0, 401, 403, 415, 421, 500);
        }
    }

    @Test
    void aPathThatCouldBeWrittenOtherwiseIsRefusedOnEveryRoute() {
        for (Operation route : routes) {
            String path = Examples.path(route);
            PATH_TRICKS.forEach((name, trick) -> {
                String other = path.length() > 1
                        ? trick.apply(path)
                        : "/" + trick.apply("/x").substring(1) + ";";
                if (!other.equals(path)) {
                    assertRefused(
                            ask(
                                    name + " " + other,
                                    route,
                                    other,
                                    host(own()),
                                    "Origin: http://" + own() + "\r\n",
                                    "Content-Type: application/json\r\n"),
                            400,
                            404);
                }
            });
        }
    }

    @Test
    void anotherSitesPageIsRefusedOnEveryRoute() {
        String port = ":" + page.getPort();
        for (Operation route : routes) {
            for (String origin : List.of(
                    "null",
                    "https://evil.example",
                    "http://evil.example" + port,
                    "https://localhost" + port,
                    "http://localhost",
                    "http://localhost:1",
                    "http://127.0.0.1" + port,
                    "http://localhost" + port + ".evil.example",
                    "http://localhost" + port + "/",
                    "http://x@localhost" + port,
                    "http://localhost" + port + " https://evil.example",
                    "file://",
                    "")) {
                assertRefused(ask("origin " + origin, route, "Origin: " + origin + "\r\n"), 403);
            }
            assertRefused(
                    ask("two origins", route, "Origin: http://" + own() + "\r\nOrigin: https://evil.example\r\n"), 403);
        }
    }

    @Test
    void anotherNameIsRefusedOnEveryRoute() {
        String port = ":" + page.getPort();
        for (Operation route : routes) {
            for (String host : List.of(
                    "evil.example",
                    "evil.example" + port,
                    "0.0.0.0" + port,
                    "[::]" + port,
                    "10.0.0.1" + port,
                    "localhost.evil.example" + port)) {
                Answer answer = ask(
                        "host " + host,
                        route,
                        Examples.path(route),
                        host(host),
                        "Origin: http://" + host + "\r\n",
                        "Content-Type: application/json\r\n");
                assertRefused(answer, 421);
                assertThat(answer.text()).contains("FLEETWIRE_WEB_HOSTS");
            }
            for (String hosts : List.of(
                    "",
                    host(""),
                    host("localhost."),
                    host("a b"),
                    host(own()) + host(own()),
                    host("evil.example") + host(own()),
                    host(own() + ", evil.example"))) {
                assertRefused(
                        ask(
                                "hosts " + hosts,
                                route,
                                Examples.path(route),
                                hosts,
                                "",
                                "Content-Type: application/json\r\n"),
                        400);
            }
        }
    }

    @Test
    void aBodyThatAnyPageMaySendIsRefusedOnEveryRoute() {
        for (Operation route : routes) {
            if (route.changes()) {
                for (String type : CONTENT_TYPES) {
                    assertRefused(ask("type " + type, route, Examples.path(route), host(own()), "", type), 415);
                }
            }
        }
    }

    @Test
    void aLoginThatAnotherSiteMakesIsRefused() {
        String body = "{\"token\":\"" + token + "\"}";
        String answer = RawSocket.ask(
                page,
                "POST /api/v1/session HTTP/1.1\r\n" + host(own())
                        + "Origin: https://evil.example\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
        assertRefused(new Answer("login", answer), 403);
        assertThat(answer).doesNotContain("Set-Cookie", "set-cookie");
        // Browsers that leave the origin out say at least that another site asks.
        String hinted = RawSocket.ask(
                page,
                "POST /api/v1/session HTTP/1.1\r\n" + host(own())
                        + "Sec-Fetch-Site: cross-site\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
        assertRefused(new Answer("login", hinted), 403);
    }

    @Test
    void theServiceSpeaksHttp11AndNothingElse() {
        try (RawSocket upgrade = new RawSocket(page)) {
            String answer = upgrade.send(
                            "GET /q/health/live HTTP/1.1\r\n" + host(own())
                                    + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n")
                    .readAnswer();
            assertThat(RawSocket.status(answer)).as(answer).isEqualTo(200);
        }
        try (RawSocket prior = new RawSocket(page)) {
            String answer = prior.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0")
                    .readHead();
            assertThat(RawSocket.status(answer)).as(answer).isBetween(400, 505);
        }
    }

    @Test
    void whatIsRefusedIsCounted() {
        double before = refused("path");
        RawSocket.ask(page, "GET //api HTTP/1.1\r\n" + host(own()) + "Connection: close\r\n\r\n");
        assertThat(refused("path")).isEqualTo(before + 1);
    }

    private double refused(String reason) {
        return given().header("Authorization", "Bearer " + token)
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("fleetwire_web_refused_total{reason=\"" + reason + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }
}
