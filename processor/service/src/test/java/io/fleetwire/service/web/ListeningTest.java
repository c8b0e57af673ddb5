package io.fleetwire.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false, true",
        "localhost, false, true",
        "::1, false, true",
        "0.0.0.0, false, false",
        "::, false, false",
        "192.0.2.7, false, false",
        "0.0.0.0, true, true",
    })
    void beyondLoopbackThereIsTls(String host, boolean tls, boolean starts) {
        assertThat(TlsExposureCheck.problem(host, tls).isEmpty()).isEqualTo(starts);
    }
}
