package io.fleetwire.gateway.command;

import io.fleetwire.event.CommandResult;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.Publisher;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes results; keeps what Kafka did not take and tries again. */
final class Results {

    private static final Logger LOG = LoggerFactory.getLogger(Results.class);

    /** Most results kept for a Kafka that is away; beyond, a command's end is unknown to others until {@link OrphanedCommands} says so. */
    private static final int MAX_KEPT = 1_000;

    private final Publisher publisher;
    private final GatewayMetrics metrics;
    private final Queue<CommandResult> kept = new ArrayDeque<>();

    Results(Publisher publisher, GatewayMetrics metrics) {
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /** Completes when it is stored; not kept where it isn't. */
    CompletableFuture<Void> tell(CommandResult result) {
        metrics.command(result.status().name().toLowerCase(Locale.ROOT));
        LOG.info("command {} of {}: {}", result.id(), result.deviceId(), result.status());
        return publisher.publish(Batch.of(result));
    }

    /** The same; kept and tried again where it isn't stored. */
    CompletableFuture<Void> tellSurely(CommandResult result) {
        CompletableFuture<Void> stored = tell(result);
        CompletionStage<Void> answer = stored;
        answer.whenComplete((ok, failure) -> {
            if (failure != null) {
                keep(result);
            }
        });
        return stored;
    }

    private void keep(CommandResult result) {
        synchronized (kept) {
            if (kept.size() < MAX_KEPT) {
                kept.add(result);
                return;
            }
        }
        metrics.limit("command_results");
    }

    /** Tries again what was kept. */
    void again() {
        CommandResult next;
        synchronized (kept) {
            next = kept.poll();
        }
        if (next != null) {
            CommandResult result = next;
            CompletionStage<Void> answer = publisher.publish(Batch.of(result));
            answer.whenComplete((ok, failure) -> {
                if (failure == null) {
                    again();
                } else {
                    keep(result);
                }
            });
        }
    }
}
