package io.fleetwire.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.ConfigEntry.Knock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KnocksTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Knocks knocks = new Knocks();

    @Test
    void isWrittenDownAtOnceAndThenOnceAMinute() {
        assertThat(knocks.knocked("x", "gt06", "192.0.2.1", NOW)).isNotNull();
        assertThat(knocks.knocked("x", "gt06", "192.0.2.1", NOW.plusSeconds(1))).isNull();
        Knock later = Objects.requireNonNull(knocks.knocked("x", "gt06", "192.0.2.9", NOW.plus(Duration.ofMinutes(1))));
        assertThat(later).isEqualTo(new Knock("x", "gt06", "192.0.2.9", NOW, NOW.plusSeconds(60), 3));
    }

    @Test
    void goesOnCountingAfterARestart() {
        knocks.remember(new Knock("x", "gt06", "192.0.2.1", NOW, NOW, 41));
        Knock next = Objects.requireNonNull(knocks.knocked("x", "gt06", "192.0.2.1", NOW.plusSeconds(61)));
        assertThat(next.times()).isEqualTo(42);
    }

    @Test
    void rememberedIdsAreBounded() {
        for (int i = 0; i < Knocks.MAX_IDS; i++) {
            assertThat(knocks.knocked("id" + i, "gt06", "192.0.2.1", NOW)).isNotNull();
        }
        assertThat(knocks.knocked("one-too-many", "gt06", "192.0.2.1", NOW)).isNull();
        knocks.forget("id7");
        assertThat(knocks.knocked("one-too-many", "gt06", "192.0.2.1", NOW)).isNotNull();
    }
}
