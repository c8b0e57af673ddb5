package io.fleetwire.service.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/vehicles",
                "/api/v1/vehicles/VAN-7/telemetry?from=1&x=//..;a",
                "/api/v1/vehicles/VAN%207",
                "/api/v1/vehicles/Z%C3%BCrich",
                "/api/v1/vehicles/%F0%9F%9A%9A",
                "/api/v1/vehicles/a:b@c",
                "/api/v1/vehicles/a%3Ab%40c",
                "/assets/index-D3f5Gh1J.js",
                "/.well-known/security.txt",
                "/api/v1/vehicles/Miller%20Ltd.",
                "/vehicles/Miller%20Ltd."
            })
    void theNormalFormPasses(String target) {
        assertThat(RequestPath.problem(target)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "api",
                "http://evil.example/api/v1/vehicles",
                "//api/v1",
                "/api//v1",
                "/api/v1/",
                "/%61pi/v1",
                "/api;x/v1",
                "/api/v1;jsessionid=1",
                "/api/v1%3Bx",
                "/./api",
                "/x/../api",
                "/api/..",
                "/api/.",
                "/api/v1.",
                "/api/v1...",
                "/api/v1/vehicles.",
                "/q/health.",
                "/index.",
                "/api/v1/vehicles/...",
                "/%2e%2e/api",
                "/%2E%2E/api",
                "/x/%2e./api",
                "/api\\v1",
                "/api%5Cv1",
                "/api%2Fv1",
                "/api%2fv1",
                "/api/%c3%bc",
                "/api/%C3%bC",
                "/api/%00",
                "/api/v1%0A",
                "/api/%0D%0Ax",
                "/api/%7F",
                "/api/%C0%AF",
                "/%C1%A1pi",
                "/api/%E0%80%AF",
                "/api/%FF",
                "/api/%ED%A0%80",
                "/api/%C2%85",
                "/api/%E2%80%AE",
                "/api/%25",
                "/%2561pi",
                "/api/%",
                "/api/%2",
                "/api/%zz",
                "/api/%u0061",
                "/api/a b",
                "/api/\u00fc",
                "/api/<",
                "/api/\"",
                "/api/v1#x",
                "/api/v1/vehicles?x#y",
                "/api/^",
                "/api/`",
                "/api/{id}",
                "/api/|",
                "/api/\t"
            })
    void everythingElseIsRefused(String target) {
        assertThat(RequestPath.problem(target)).as(target).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {2_048, 100_000})
    void aPathHasABound(int characters) {
        assertThat(RequestPath.problem("/" + "a".repeat(characters))).contains("is too long");
    }
}
