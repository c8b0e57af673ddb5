package io.fleetwire.engine.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.rocksdb.CompactionStyle;

/** How Flink runs the job, wherever it runs. */
final class FlinkSettings {

    /** A checkpoint that takes longer is given up; the next one tries again. */
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(5);

    /** While Kafka is away no checkpoint succeeds: that alone is no reason to start again. */
    private static final int TOLERATED_FAILURES = 1_000;

    private FlinkSettings() {}

    /** The job's settings; going on from a checkpoint where there is one. */
    static Configuration of(JobSettings settings, Optional<Path> resumeFrom) {
        Configuration c = new Configuration();
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        c.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        c.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
        c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERATED_FAILURES);
        c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        c.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                settings.checkpoints().toUri().toString());
        c.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                settings.checkpoints().toUri().toString());
        c.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        state(c, settings);
        resumeFrom.ifPresent(checkpoint -> {
            c.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
            // The first checkpoint of a run is whole, so none needs files of a former run and their folders can be
            // removed.
            c.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        });
        c.set(ExecutionOptions.BUFFER_TIMEOUT, settings.bufferTimeout());
        c.set(PipelineOptions.NAME, FleetJob.NAME);
        c.set(PipelineOptions.OBJECT_REUSE, true);
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(20));
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, Duration.ofMinutes(1));
        return c;
    }

    private static void state(Configuration c, JobSettings settings) {
        switch (settings.state().backend()) {
            case HEAP -> c.set(StateBackendOptions.STATE_BACKEND, "hashmap");
            case ROCKSDB -> {
                c.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
                c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
                c.set(RocksDBOptions.LOCAL_DIRECTORIES, settings.temporary().toString());
                // By level, the few vehicles that changed would soon drag all others through every level and checkpoint
                // with them.
                c.set(RocksDBConfigurableOptions.COMPACTION_STYLE, CompactionStyle.UNIVERSAL);
            }
        }
    }
}
