package io.fleetwire.engine.job;

import io.fleetwire.engine.job.store.ClickHouseTarget;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of a job under test. */
final class JobUnderTest {

    private JobUnderTest() {}

    static JobSettings settings(TestKafka kafka, ClickHouseTarget target, Path folder) {
        return new JobSettings(
                kafka.bootstrapServers,
                target,
                folder.resolve("checkpoints"),
                folder.resolve("outbox"),
                64 << 20,
                folder.resolve("tmp"),
                2,
                Duration.ofMillis(200),
                Duration.ofMillis(10),
                Duration.ofMillis(20),
                null,
                new StateSettings(StateSettings.Backend.ROCKSDB, 64 << 20, Duration.ofDays(90)));
    }

    static JobSettings withState(JobSettings s, StateSettings state) {
        return new JobSettings(
                s.kafkaBootstrapServers(),
                s.clickHouse(),
                s.checkpoints(),
                s.outbox(),
                s.outboxLimitBytes(),
                s.temporary(),
                s.parallelism(),
                s.checkpointInterval(),
                s.bufferTimeout(),
                s.modelWait(),
                s.modelFile(),
                state);
    }

    static JobSettings withParallelism(JobSettings s, int parallelism) {
        return new JobSettings(
                s.kafkaBootstrapServers(),
                s.clickHouse(),
                s.checkpoints(),
                s.outbox(),
                s.outboxLimitBytes(),
                s.temporary(),
                parallelism,
                s.checkpointInterval(),
                s.bufferTimeout(),
                s.modelWait(),
                s.modelFile(),
                s.state());
    }
}
