package io.fleetwire.service.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {

    private final KnownHosts hosts = new KnownHosts(List.of("fleet.example.org", "alt.example.org:8443"));

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:8080, true",
        "127.0.0.1:8080, true",
        "127.9.9.9, true",
        "[::1]:8080, true",
        "[::ffff:127.0.0.1], true",
        "192.0.2.5:8080, true", // the address that was reached
        "192.0.2.6, false",
        "0.0.0.0:8080, false",
        "[::], false",
        "fleet.example.org, true",
        "Fleet.Example.Org:444, true",
        "alt.example.org:8443, true",
        "alt.example.org, false",
        "evil.example, false",
        "localhost.evil.example, false",
        "127.0.0.1.evil.example, false",
        "fleet.example.org.evil.example, false",
    })
    void onlyOurNamesAreOurs(String host, boolean known) {
        assertThat(hosts.knows(Authority.parse(host).orElseThrow(), IpAddress.parse("192.0.2.5")))
                .isEqualTo(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost.",
                "a b",
                "localhost:",
                "localhost:99999",
                "localhost:8080:1",
                "user@localhost",
                "localhost/x",
                "[::1",
                "::1",
                "localhost,evil.example",
                "-x",
                "https://localhost"
            })
    void whatIsNoHostIsNone(String host) {
        assertThat(Authority.parse(host)).isEmpty();
    }

    @Test
    void aNameThatIsNoneIsNamed() {
        assertThatThrownBy(() -> new KnownHosts(List.of("https://fleet.example.org")))
                .hasMessageContaining("'https://fleet.example.org'");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, true",
        "HTTP://LocalHost:8080, true",
        "https://localhost:8080, false", // the scheme counts
        "http://localhost, false",
        "http://localhost:8081, false",
        "http://127.0.0.1:8080, false",
        "http://localhost:8080.evil.example, false",
        "http://localhost:8080/, false",
        "null, false",
        "file://, false",
        "chrome-extension://localhost:8080, false",
        "'', false",
    })
    void originsAreComparedWhole(String origin, boolean own) {
        Origin ours = Origin.own(Authority.parse("localhost:8080").orElseThrow(), false);
        assertThat(Origin.parse(origin).filter(ours::equals).isPresent()).isEqualTo(own);
    }

    @Test
    void aPortThatIsLeftOutIsTheSchemes() {
        Origin ours = Origin.own(Authority.parse("fleet.example.org").orElseThrow(), true);
        assertThat(Origin.parse("https://fleet.example.org:443")).contains(ours);
        assertThat(Origin.parse("https://fleet.example.org:80")).isNotEqualTo(ours);
    }
}
