package io.fleetwire.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** On a clock that only moves when it is told to. */
class LoginThrottleTest {

    private static final String HERE = "192.0.2.7";
    private static final String THERE = "198.51.100.9";

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final LoginThrottle throttle = new LoginThrottle(() -> now);

    private void fiveWrong(String address, String user) {
        for (int i = 0; i < LoginThrottle.FREE; i++) {
            assertThat(throttle.begin(address, user)).isZero();
        }
    }

    @Test
    void fiveAreFreeThenTheWaitDoublesUpToAQuarterOfAnHour() {
        fiveWrong(HERE, "jane");
        for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
            assertThat(throttle.begin(HERE, "jane")).isEqualTo(Duration.ofMinutes(minutes));
            // Asking while one waits costs nothing and gains nothing.
            now = now.plusSeconds(30);
            assertThat(throttle.begin(HERE, "jane"))
                    .isEqualTo(Duration.ofMinutes(minutes).minusSeconds(30));
            now = now.plus(Duration.ofMinutes(minutes));
            assertThat(throttle.begin(HERE, "jane")).isZero();
        }
    }

    @Test
    void nobodyIsLockedOutFromAfar() {
        fiveWrong(HERE, "jane");
        assertThat(throttle.begin(HERE, "jane")).isPositive();
        assertThat(throttle.begin(THERE, "jane")).isZero();
        assertThat(throttle.begin(HERE, "omar")).isZero();
    }

    @Test
    void aRightOneStartsAnew() {
        for (int i = 0; i < LoginThrottle.FREE - 1; i++) {
            assertThat(throttle.begin(HERE, "jane")).isZero();
        }
        assertThat(throttle.begin(HERE, "jane")).isZero();
        throttle.succeeded(HERE, "jane");
        fiveWrong(HERE, "jane");
    }

    @Test
    void tryingManyUsersFromOneAddressIsGuessingToo() {
        for (int i = 0; i < LoginThrottle.FREE_PER_ADDRESS; i++) {
            assertThat(throttle.begin(HERE, "user-" + i)).isZero();
        }
        assertThat(throttle.begin(HERE, "user-31")).isEqualTo(LoginThrottle.FIRST_WAIT);
    }

    @Test
    void whoStaysAwayForAnHourIsForgotten() {
        fiveWrong(HERE, "jane");
        now = now.plus(LoginThrottle.FORGET);
        fiveWrong(HERE, "jane");
    }

    @Test
    void whatIsRememberedHasALimit() {
        for (int i = 0; i < LoginThrottle.MOST_REMEMBERED + 10; i++) {
            assertThat(throttle.begin("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256, "x"))
                    .isZero();
        }
        assertThat(throttle.remembered()).isEqualTo(LoginThrottle.MOST_REMEMBERED);
    }
}
