package io.fleetwire.sim.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final Duration DRAWN = Duration.ofSeconds(3);

    @Test
    void withoutAWordEverythingMayHappenAsTheSeedSays() {
        Choice choice = Choice.of(List.of(), List.of());
        assertThat(choice.allows("stopped-kafka")).isTrue();
        assertThat(choice.length("stopped-kafka", DRAWN)).isEqualTo(DRAWN);
    }

    @Test
    void aKindsOwnLengthWinsOverThatOfAll() {
        Choice choice = Choice.of(List.of("stopped-kafka"), List.of("5", "stopped-kafka=60"));
        assertThat(choice.allows("stopped-kafka")).isTrue();
        assertThat(choice.allows("stopped-gateway")).isFalse();
        assertThat(choice.length("stopped-kafka", DRAWN)).isEqualTo(Duration.ofSeconds(60));
        assertThat(choice.length("stopped-gateway", DRAWN)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatThereIsNotIsNamed() {
        List<String> kinds = List.of("stopped-kafka", "stopped-gateway");
        Choice.of(List.of("stopped-kafka"), List.of("5", "stopped-gateway=1")).check(kinds);
        assertThatThrownBy(() -> Choice.of(List.of("stopped-sun"), List.of()).check(kinds))
                .hasMessageContaining("stopped-sun")
                .hasMessageContaining("stopped-gateway");
        assertThatThrownBy(() -> Choice.of(List.of(), List.of("stopped-sun=2")).check(kinds))
                .hasMessageContaining("stopped-sun");
        assertThatThrownBy(() -> Choice.of(List.of(), List.of("a minute"))).hasMessageContaining("a minute");
    }
}
