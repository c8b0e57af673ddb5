package io.fleetwire.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** On a clock that only moves when it is told to. */
class RateLimitTest {

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final RateLimit limit = new RateLimit(10, 50, () -> now);

    private void take(String caller, int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(limit.take(caller)).isZero();
        }
    }

    @Test
    void aBurstThenTenASecond() {
        take("a", 50);
        assertThat(limit.take("a")).isEqualTo(Duration.ofMillis(100));
        now = now.plusMillis(100);
        take("a", 1);
        assertThat(limit.take("a")).isPositive();
        now = now.plusSeconds(2);
        take("a", 20);
        assertThat(limit.take("a")).isPositive();
        now = now.plusSeconds(3_600);
        take("a", 50);
        assertThat(limit.take("a")).isPositive();
    }

    @Test
    void oneCallerDoesNotUseUpAnothers() {
        take("a", 50);
        take("b", 50);
    }

    @Test
    void aClockThatIsSetBackLocksNobodyOut() {
        take("a", 50);
        now = now.minusSeconds(3_600);
        assertThat(limit.take("a")).isEqualTo(Duration.ofMillis(100));
        now = now.plusSeconds(1);
        take("a", 10);
    }

    @Test
    void whoIsRememberedHasALimit() {
        take("first", 50);
        for (int i = 0; i < RateLimit.MOST_CALLERS; i++) {
            assertThat(limit.take("caller " + i)).isZero();
        }
        take("first", 50);
    }
}
