package io.fleetwire.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.engine.job.StateSettings.Backend;
import io.fleetwire.engine.job.store.ClickHouseTarget;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint costs and that the state survives, wherever it is kept. ClickHouse is away all the time. */
class StateBackendTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int VEHICLES = 1_000;

    /** Now, so that no vehicle falls silent meanwhile. */
    private static final long T0 = System.currentTimeMillis() - 60_000;

    @TempDir
    Path folder = Path.of("");

    private TestKafka kafka;
    private int seconds;
    private long sent;

    @SuppressWarnings("NullAway.Init")
    StateBackendTest() {}

    @BeforeEach
    void start() throws Exception {
        kafka = new TestKafka(folder);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    private JobSettings settings(Backend backend) {
        JobSettings settings = JobUnderTest.settings(
                kafka, new ClickHouseTarget("http://127.0.0.1:1", "default", "", "fleet"), folder);
        return JobUnderTest.withState(settings, new StateSettings(backend, 64L << 20, Duration.ofDays(90)));
    }

    private void drive(int vehicles, int forSeconds) {
        for (int i = 0; i < forSeconds; i++, seconds++) {
            for (int vehicle = 0; vehicle < vehicles; vehicle++, sent++) {
                long at = T0 + seconds * 1_000L;
                kafka.send(
                        Topics.TELEMETRY_RAW,
                        Telemetry.builder("device-" + vehicle, "test", at)
                                .vehicleId("V-" + vehicle)
                                .receivedAtMs(at + 300)
                                .fix(Fix.moving(52.5 + seconds * 1e-4, 13.4, 40, 0))
                                .odometerM(seconds * 11)
                                .build());
            }
        }
        kafka.flush();
    }

    private static List<CompletedCheckpointStats> completed(EmbeddedFlink engine) {
        CheckpointStatsSnapshot costs = engine.checkpointCosts();
        return costs == null
                ? List.of()
                : costs.getHistory().getCheckpoints().stream()
                        .filter(CompletedCheckpointStats.class::isInstance)
                        .map(CompletedCheckpointStats.class::cast)
                        .toList();
    }

    private static long newestId(EmbeddedFlink engine) {
        return completed(engine).stream()
                .mapToLong(AbstractCheckpointStats::getCheckpointId)
                .max()
                .orElse(0);
    }

    @Test
    void aCheckpointWritesWhatChangedAndNotTheWholeFleet() throws Exception {
        try (EmbeddedFlink engine = EmbeddedFlink.start(settings(Backend.ROCKSDB))) {
            drive(VEHICLES, 40);
            await().atMost(PATIENCE).until(() -> engine.status().records() == sent);
            long[] after = {newestId(engine)};
            await().atMost(PATIENCE).until(() -> newestId(engine) >= after[0] + 4);
            after[0] = newestId(engine);
            // Ten checkpoints in which one vehicle of a hundred moves.
            for (int round = 1; round <= 10; round++) {
                drive(VEHICLES / 100, 1);
                long next = after[0] + round;
                await().atMost(PATIENCE).until(() -> newestId(engine) >= next);
            }
            List<CompletedCheckpointStats> costs = completed(engine).stream()
                    .filter(checkpoint -> checkpoint.getCheckpointId() > after[0])
                    .toList();
            double written = costs.stream()
                    .mapToLong(CompletedCheckpointStats::getCheckpointedSize)
                    .average()
                    .orElseThrow();
            double state = costs.stream()
                    .mapToLong(CompletedCheckpointStats::getStateSize)
                    .average()
                    .orElseThrow();
            assertThat(state).as("bytes of the whole state").isGreaterThan(VEHICLES * 1_000.0);
            assertThat(written).as("bytes of a checkpoint, of " + state).isLessThan(state / 5);
        }
    }

    @Test
    void theStateMovesFromOneBackendToTheOtherByAStop() throws Exception {
        for (Backend backend : new Backend[] {Backend.HEAP, Backend.ROCKSDB, Backend.HEAP}) {
            try (EmbeddedFlink engine = EmbeddedFlink.start(settings(backend))) {
                long before = sent;
                drive(20, 20);
                await().atMost(PATIENCE).until(() -> engine.status().records() >= sent - before);
                assertThat(engine.status().records())
                        .as("it went on and did not begin again")
                        .isEqualTo(sent - before);
            }
            Optional<Path> newest = Checkpoints.newest(folder.resolve("checkpoints"));
            assertThat(newest).isPresent();
            assertThat(newest.get().getFileName().toString()).startsWith("savepoint-");
            assertThat(RestoreCheck.Contents.of(newest.get()).writtenBy()).isNull();
            assertThat(RestoreCheck.Contents.of(newest.get()).keyedBytes()).isGreaterThan(20 * 500L);
        }
    }
}
