package io.fleetwire.gateway.publish;

import java.util.concurrent.CompletableFuture;

/** Stores events. Never blocks; what it returns always completes, within {@link KafkaPublisher#LONGEST_ANSWER}. */
@FunctionalInterface
public interface Publisher {

    /**
     * Completes once every record of the batch is stored, exceptionally ({@link NotStoredException}) where one may not be; an empty batch is stored
     * at once. Batches of a vehicle are
     * stored in the order of the calls.
     */
    CompletableFuture<Void> publish(Batch batch);
}
