package io.fleetwire.gateway.publish;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A batch on its way: stored when each of its records is confirmed, failed as soon as one is not. */
final class PendingBatch implements Callback {

    private final Batch batch;
    private final BiConsumer<PendingBatch, Boolean> settled;
    private final CompletableFuture<Void> stored = new CompletableFuture<>();
    private final AtomicInteger unconfirmed;
    private final long sinceNanos = System.nanoTime();

    PendingBatch(Batch batch, BiConsumer<PendingBatch, Boolean> settled) {
        this.batch = batch;
        this.settled = settled;
        this.unconfirmed = new AtomicInteger(batch.records().size());
    }

    Batch batch() {
        return batch;
    }

    CompletableFuture<Void> stored() {
        return stored;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    /** Whether something that the same connection said before is not stored. */
    boolean comesTooLate() {
        return batch.orderingGuard() != null && batch.orderingGuard().isBroken();
    }

    boolean hasFailed() {
        return stored.isCompletedExceptionally();
    }

    /** Kafka's answer for one record. Runs on its network thread: must not block, and the future's followers must not either. */
    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) {
            abandon(String.valueOf(failure.getMessage()));
        } else if (unconfirmed.decrementAndGet() == 0) {
            stored.complete(null); // before it counts as settled: whoever waits for nothing in flight may rely on it
            settled.accept(this, true);
        }
    }

    /** The batch is not stored, at least not all of it. The first reason counts. */
    void abandon(String reason) {
        if (batch.orderingGuard() != null) {
            batch.orderingGuard().breakOff();
        }
        if (stored.completeExceptionally(new NotStoredException(reason))) {
            settled.accept(this, false);
        }
    }
}
