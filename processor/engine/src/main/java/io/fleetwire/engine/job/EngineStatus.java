package io.fleetwire.engine.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the engine is.
 *
 * @param restarts since the process started
 * @param lastCheckpointAt when the newest checkpoint of this run was completed; null: none yet
 * @param failure why the job failed last; empty: it did not
 * @param records events that vehicles took in since the last restart
 * @param deadLetters records the engine refused since the last restart
 * @param scored records with the model's verdict since the last restart
 * @param unscored records the model should have looked at and did not, since the last restart
 * @param outboxBytes what waits for ClickHouse
 * @param outboxBatches the same, in batches
 * @param outboxRejected batches ClickHouse cannot read, put aside since the last restart
 * @param outboxProblem why batches wait; empty: they don't
 */
public record EngineStatus(
        State state,
        long restarts,
        @Nullable Instant lastCheckpointAt,
        String failure,
        long records,
        long deadLetters,
        long scored,
        long unscored,
        long outboxBytes,
        long outboxBatches,
        long outboxRejected,
        String outboxProblem) {

    /** What the job does. */
    public enum State {
        STARTING,
        RUNNING,
        RESTARTING,
        FAILED,
        STOPPED
    }
}
