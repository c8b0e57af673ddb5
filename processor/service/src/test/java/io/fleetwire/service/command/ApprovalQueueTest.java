package io.fleetwire.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApprovalQueueTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final ApprovalQueue queue = new ApprovalQueue();

    private boolean add(String id, String by) {
        Command command = new Command(
                id, "device-" + id, "engineStop", Map.of(), NOW.plus(ApprovalQueue.LONGEST), by, NOW, null, null);
        return queue.add(new ApprovalQueue.Waiting(command, Duration.ofMinutes(10)), NOW);
    }

    @Test
    void onePersonDoesNotTakeAllThePlaces() {
        for (int i = 0; i < ApprovalQueue.MOST_PER_PERSON; i++) {
            assertThat(add("a" + i, "ada")).isTrue();
        }
        assertThat(add("a-more", "ada")).isFalse();
        assertThat(add("b0", "bob")).isTrue();
        queue.remove("a0");
        assertThat(add("a-more", "ada")).isTrue();
    }

    @Test
    void allTogetherHaveABound() {
        for (int i = 0; i < ApprovalQueue.MOST; i++) {
            assertThat(add("c" + i, "person-" + i)).isTrue();
        }
        assertThat(add("one-more", "somebody")).isFalse();
    }
}
