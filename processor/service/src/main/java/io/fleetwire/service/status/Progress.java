package io.fleetwire.service.status;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Until when everything Kafka had is in ClickHouse, judged from outside: where a topic ended at some time, whether the engine's checkpoints have passed
 * that, and whether what they left in the outbox has then been loaded. Used by one thread; {@link #storedUntil} by any.
 */
final class Progress {

    /** Where the topic ended at a time. */
    private record Mark(Instant at, Map<TopicPartition, Long> ends) {}

    private @Nullable Mark ahead;

    /** Passed by the engine; not known to be loaded. */
    private @Nullable Mark passed;

    private volatile @Nullable Instant storedUntil;

    /**
     * One look.
     *
     * @param ends where the topic ends now
     * @param committed what the engine's checkpoints have passed; where nothing is said, nothing
     * @param loaded whether ClickHouse is up and nothing waits for it
     */
    void look(Instant now, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed, boolean loaded) {
        // First: what had been passed before this look was put into the outbox before it, too.
        if (loaded && passed != null) {
            storedUntil = passed.at();
            passed = null;
        }
        if (ahead != null && passed == null && isPassed(ahead, committed)) {
            passed = ahead;
            ahead = null;
        }
        if (ahead == null) {
            ahead = new Mark(now, Map.copyOf(ends));
        }
    }

    private static boolean isPassed(Mark mark, Map<TopicPartition, Long> committed) {
        return mark.ends().entrySet().stream()
                .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** What Kafka had then is stored; null: that is not known yet. */
    @Nullable
    Instant storedUntil() {
        return storedUntil;
    }
}
