package io.fleetwire.service.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Until when everything Kafka had is stored. */
class ProgressTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final TopicPartition A = new TopicPartition("t", 0);
    private static final TopicPartition B = new TopicPartition("t", 1);

    private final Progress progress = new Progress();

    @Test
    void isNotKnownBeforeEveryPartitionWasPassedAndTheOutboxWasEmptyAfterwards() {
        look(0, 5, 5, 0, 5, true);
        look(1, 9, 9, 4, 9, true);
        assertThat(progress.storedUntil()).isNull();

        look(2, 9, 9, 5, 9, true);
        assertThat(progress.storedUntil())
                .as("passed, but what was left in the outbox?")
                .isNull();
        look(3, 9, 9, 5, 9, false);
        assertThat(progress.storedUntil()).isNull();
        look(4, 9, 9, 5, 9, true);
        assertThat(progress.storedUntil()).isEqualTo(AT);
    }

    @Test
    void goesOnWithTheRecordsHoweverFastMoreCome() {
        for (int second = 0; second < 20; second++) {
            look(second, 10L * second, 0, 10L * second - 20, 0, true);
        }
        assertThat(progress.storedUntil()).isBetween(AT.plusSeconds(10), AT.plusSeconds(17));
    }

    @Test
    void anEmptyTopicIsStored() {
        look(0, 0, 0, -1, -1, true);
        look(1, 0, 0, -1, -1, true);
        look(2, 0, 0, -1, -1, true);
        assertThat(progress.storedUntil()).isEqualTo(AT);
    }

    private void look(int second, long endA, long endB, long committedA, long committedB, boolean loaded) {
        progress.look(
                AT.plusSeconds(second),
                Map.of(A, endA, B, endB),
                committedA < 0 ? Map.of() : Map.of(A, committedA, B, committedB),
                loaded);
    }
}
