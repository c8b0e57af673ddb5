package io.fleetwire.service.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Knows what of the pipeline is up. */
@FunctionalInterface
public interface PipelineHealthSource {

    /** As last looked at: answers at once. */
    PipelineHealth health();

    /** Everything Kafka had then is in ClickHouse; null: that is not known. */
    default @Nullable Instant storedUntil() {
        return null;
    }
}
