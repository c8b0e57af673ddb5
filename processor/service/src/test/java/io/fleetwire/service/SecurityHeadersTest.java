package io.fleetwire.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Headers;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer has them: the page, the API, and what is refused before it reaches either. */
@QuarkusTest
@QuarkusTestResource(TestKafka.class)
class SecurityHeadersTest {

    @BeforeEach
    void asNobody() {
        Login.asNobody();
        Login.firstToken();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/vehicles/VAN-7",
                "/icon.svg",
                "/nothing.js",
                "/api/v1/vehicles",
                "/q/metrics",
                "/q/health/ready"
            })
    void everyAnswerHasThem(String path) {
        Headers headers = given().get(path).headers();
        assertThat(headers.getValue("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getValue("X-Frame-Options")).isEqualTo("DENY");
        assertThat(headers.getValue("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(headers.getValue("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(headers.getValue("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(headers.getValue("Permissions-Policy")).contains("geolocation=()", "camera=()", "microphone=()");
        // Over plain HTTP it would mean nothing, and on loopback it would lock other programs out.
        assertThat(headers.hasHeaderWithName("Strict-Transport-Security")).isFalse();
        assertThat(headers.hasHeaderWithName("Access-Control-Allow-Origin")).isFalse();
        if (path.startsWith("/api/") || path.startsWith("/q/")) {
            assertThat(headers.getValue("Cache-Control")).isEqualTo("no-store");
        }
        contentSecurityPolicy(headers.getValue("Content-Security-Policy"));
    }

    private static void contentSecurityPolicy(String header) {
        Map<String, String> policy = Arrays.stream(header.split(";", -1))
                .map(String::strip)
                .collect(Collectors.toMap(part -> part.substring(0, part.indexOf(' ')), part -> part));
        assertThat(policy.get("default-src")).isEqualTo("default-src 'self'");
        assertThat(policy.get("script-src")).isEqualTo("script-src 'self'");
        assertThat(policy.get("connect-src")).isEqualTo("connect-src 'self'");
        assertThat(policy.get("object-src")).isEqualTo("object-src 'none'");
        assertThat(policy.get("base-uri")).isEqualTo("base-uri 'none'");
        assertThat(policy.get("form-action")).isEqualTo("form-action 'self'");
        assertThat(policy.get("frame-ancestors")).isEqualTo("frame-ancestors 'none'");
        assertThat(header).doesNotContain("unsafe-eval").doesNotContain("*").doesNotContain("http:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /api/v1/devices", "GET /ws/v1/live"})
    void whatTheGateRefusesHasThemToo(String call) {
        String[] parts = call.split(" ", 2);
        Headers headers = given().header("Origin", "https://evil.example")
                .request(parts[0], parts[1])
                .headers();
        assertThat(headers.getValue("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getValue("Content-Security-Policy")).isNotEmpty();
        assertThat(headers.getValue("Cache-Control")).isEqualTo("no-store");
    }
}
