package io.fleetwire.gateway.publish;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Stores events. Never blocks; what it returns always completes, while Kafka is away after minutes. */
@FunctionalInterface
public interface Publisher {

    /** How long somebody who wants an answer waits for it. Trackers wait 10 s and more before they send again. */
    Duration PATIENCE = Duration.ofSeconds(6);

    /** The same for who wants an answer: fails when it is not there in time. What it is about may be stored all the same. */
    static CompletableFuture<Void> inTime(CompletableFuture<Void> stored) {
        return stored.isDone() ? stored : stored.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Completes once every record of the batch is stored, exceptionally ({@link NotStoredException}) where one may not be; an empty batch is stored
     * at once. Batches of a vehicle are
     * stored in the order of the calls.
     */
    CompletableFuture<Void> publish(Batch batch);
}
