package io.fleetwire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHashTest {

    @Test
    void onlyTheSecretVerifies() {
        String secret = SecretHash.newSecret();
        String hash = SecretHash.create(secret);

        assertThat(SecretHash.verify(secret, hash)).isTrue();
        assertThat(SecretHash.verify(secret + "x", hash)).isFalse();
        assertThat(SecretHash.verify("", hash)).isFalse();
        assertThat(hash).doesNotContain(secret);
    }

    @Test
    void theSameSecretHashesDifferentlyEachTime() {
        assertThat(SecretHash.create("tr4cker")).isNotEqualTo(SecretHash.create("tr4cker"));
        assertThat(SecretHash.newSecret()).hasSize(32).isNotEqualTo(SecretHash.newSecret());
    }

    /** Foreign truth: {@code hashlib.pbkdf2_hmac('sha256', b'correct horse', bytes(range(16)), 4096)} of Python 3. */
    @Test
    void verifiesAHashMadeElsewhere() {
        String hash = "pbkdf2-sha256$4096$AAECAwQFBgcICQoLDA0ODw$h1CtcwHvGyuAss6N7dxLICr03swV1Dw5yfzSy3Tfuc4";
        assertThat(SecretHash.verify("correct horse", hash)).isTrue();
        assertThat(SecretHash.verify("correct horsf", hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "pbkdf2-sha256$0$AAECAw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha256$9999999$AAECAw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha256$1000$A$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha256$1000$AAECAw$AAAA",
                "md5$1$AAECAw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoHashVerifiesNothing(String hash) {
        assertThat(SecretHash.verify("secret", hash)).isFalse();
    }

    @Test
    void refusesSecretsWithoutContentOrEnd() {
        assertThatThrownBy(() -> SecretHash.create("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretHash.create("x".repeat(257))).isInstanceOf(IllegalArgumentException.class);
    }
}
