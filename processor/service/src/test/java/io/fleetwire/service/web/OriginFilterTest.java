package io.fleetwire.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginFilterTest {

    private final OriginFilter gate = new OriginFilter(Set.of("https://wall.example.org"), "fleetwire_session");

    @ParameterizedTest
    @CsvSource({
        "GET, /ws/v1/live, , true",
        "GET, /ws/v1/live, http://localhost:8080, true",
        "GET, /ws/v1/live, https://wall.example.org, true",
        "GET, /ws/v1/live, https://evil.example, false",
        "GET, /ws/v1/live, null, false",
        "GET, /ws/v1/live, http://localhost:8080.evil.example, false",
        "POST, /api/v1/devices/1/adopt, https://evil.example, false",
        "POST, /api/v1/devices/1/adopt, http://LOCALHOST:8080, true",
        "DELETE, /api/v1/devices/1, http://localhost:9999, false",
        "GET, /api/v1/vehicles, https://evil.example, true",
        "POST, /api/v1/devices, , true",
    })
    void letsTheOwnPageAndScriptsIn(String method, String path, String origin, boolean let) {
        assertThat(gate.lets(path, HttpMethod.valueOf(method), origin, "localhost:8080", false))
                .isEqualTo(let);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /ws/v1/live, , false",
        "GET, /ws/v1/live, http://localhost:8080, true",
        "POST, /api/v1/devices, , false",
        "POST, /api/v1/devices, http://localhost:8080, true",
        "POST, /api/v1/devices, https://evil.example, false",
        "GET, /api/v1/devices, , true",
    })
    void aCookieCountsOnlyWithThePageItCameFrom(String method, String path, String origin, boolean let) {
        assertThat(gate.lets(path, HttpMethod.valueOf(method), origin, "localhost:8080", true))
                .isEqualTo(let);
    }

    @ParameterizedTest
    @CsvSource({
        "/, false",
        "/vehicles/VAN-7, true",
        "/health, true",
        "/assets/index-D3f5Gh1J.js, false",
        "/icon.svg, false",
        "/api/v1/nothing, false",
        "/ws/v1/live, false",
        "/q, false",
        "/q/health/ready, false",
        "/quick, true",
    })
    void thePageAnswersForItsViews(String path, boolean view) {
        assertThat(Page.isView(path)).isEqualTo(view);
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/index-D3f5Gh1J.js, 'public, max-age=9, immutable'",
        "/index.html, no-cache",
        "/, no-cache",
        "/api/v1/vehicles, no-store",
    })
    void browsersKeepWhatCannotChange(String path, String header) {
        assertThat(Page.cacheControl(path, 9)).isEqualTo(header);
    }
}
