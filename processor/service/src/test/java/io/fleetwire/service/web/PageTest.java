package io.fleetwire.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

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
