package io.fleetwire.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that never end: they take no worker, they have a deadline from their first byte on, and the slowest loses its place. */
@SuppressWarnings("NullAway.Init") // Quarkus sets the field
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
@TestProfile(SlowBodiesTest.Profile.class)
class SlowBodiesTest {

    /** A deadline that a test can wait for. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("fleetwire.web.receive-within", "4S");
        }
    }

    private static final int ATTACKERS = 200;
    private static final String LOGIN = "{\"user\":\"nobody\",\"password\":\"none of it\"}";

    @TestHTTPResource("/")
    URI page;

    private String token;
    private final List<RawSocket> open = new ArrayList<>();

    @BeforeEach
    void logIn() {
        Login.asNobody();
        token = Login.firstToken();
    }

    @AfterEach
    void close() {
        open.forEach(RawSocket::close);
    }

    private RawSocket connect(String from) {
        RawSocket socket = new RawSocket(page, from);
        open.add(socket);
        return socket;
    }

    private static String post(String path, String more, int length) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + more
                + "Content-Length: " + length + "\r\n\r\n";
    }

    private String bearer() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private void assertOthersAreServed() {
        for (String request : List.of(
                "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + bearer() + "\r\n",
                post("/api/v1/devices/no-such-thing/adopt", bearer() + "Connection: close\r\n", 2) + "{}")) {
            String answer = RawSocket.ask(page, request);
            assertThat(RawSocket.status(answer)).as(request + answer).isIn(200, 404);
        }
    }

    @Test
    void twoHundredBodiesThatDripTakeNobodysWorker() {
        for (int i = 0; i < ATTACKERS; i++) {
            // Some without a login, as anybody can; some with one.
            connect("127.77.0." + (1 + i % 4))
                    .send(
                            i % 2 == 0
                                    ? post("/api/v1/session", "", 500) + "{"
                                    : post("/api/v1/devices", bearer(), 500) + "{");
        }
        for (int drip = 0; drip < 5; drip++) {
            open.forEach(socket -> socket.trySend(" "));
            assertOthersAreServed();
        }
        // And from the very address that attacks.
        String same = connect("127.77.0.1")
                .send(post("/api/v1/session", "Connection: close\r\n", LOGIN.length()) + LOGIN)
                .readAll();
        assertThat(RawSocket.status(same)).as(same).isEqualTo(401);
        List<String> answers =
                open.stream().limit(ATTACKERS).map(RawSocket::readAll).toList();
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(RawSocket.status(answer)).as(answer).isIn(408, 503));
        assertThat(answers)
                .anySatisfy(answer -> assertThat(answer).contains("Too many bodies are open from this address"));
        assertThat(answers).anySatisfy(answer -> assertThat(answer).contains("was not here 4 s after its first byte"));
        await().untilAsserted(() -> assertThat(metrics()).contains("fleetwire_web_bodies 0.0"));
        assertThat(metrics()).contains("reason=\"body_share\"", "reason=\"deadline\"");
    }

    @Test
    void aHeadThatDripsHasTheSameDeadline() {
        RawSocket slow = connect("127.0.0.1").send("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nX-A: ");
        await().until(() -> !slow.trySend("a"));
        assertOthersAreServed();
    }

    @Test
    void theNextRequestOfAConnectionHasItsOwnDeadline() {
        RawSocket again = connect("127.0.0.1");
        for (int i = 0; i < 3; i++) {
            again.send("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(RawSocket.status(again.readAnswer())).isEqualTo(200);
        }
        again.send("G");
        assertThat(RawSocket.status(again.readAll())).isEqualTo(408);
    }

    @Test
    void connectionsThatSayNothingMakeRoomForOthersOfTheirAddress() {
        for (int i = 0; i < 300; i++) {
            connect("127.77.1.1");
        }
        RawSocket honest = connect("127.77.1.1");
        String answer = honest.send("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .readAll();
        assertThat(RawSocket.status(answer)).isEqualTo(200);
        // The oldest go first; event loops take connections in an order of their own.
        await().until(() -> open.subList(0, 100).stream().anyMatch(RawSocket::isClosedByPeer));
        assertOthersAreServed();
    }

    @Test
    void whatNobodyMayPostIsNotRead() {
        String answer =
                connect("127.0.0.1").send(post("/api/v1/devices", "", 500)).readAnswer();
        assertThat(RawSocket.status(answer)).as(answer).isEqualTo(401);
        String large =
                connect("127.0.0.1").send(post("/api/v1/session", "", 5_000)).readAll();
        assertThat(RawSocket.status(large)).as(large).isEqualTo(413);
        String chunked = connect("127.0.0.1")
                .send(
                        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n"
                                + "a".repeat(5_000) + "\r\n0\r\n\r\n")
                .readAll();
        assertThat(RawSocket.status(chunked)).as(chunked).isEqualTo(413);
    }

    private String metrics() {
        return io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/q/metrics")
                .asString();
    }
}
