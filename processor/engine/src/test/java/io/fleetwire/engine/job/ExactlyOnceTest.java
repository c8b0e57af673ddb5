package io.fleetwire.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.engine.job.store.ClickHouseTarget;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each record has one row, without FINAL, whatever died or fell silent in between (F2, F3, F7, F8 of the faults). */
class ExactlyOnceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long T0 = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();
    private static final int VEHICLES = 20;

    @TempDir
    Path folder = Path.of("");

    private TestKafka kafka;
    private TestStore store;
    private int sent;

    @SuppressWarnings("NullAway.Init")
    ExactlyOnceTest() {}

    @BeforeEach
    void start() throws Exception {
        kafka = new TestKafka(folder);
        store = new TestStore(folder);
    }

    @AfterEach
    void stop() {
        kafka.close();
        store.close();
    }

    @Test
    void theEngineIsKilledAgainAndAgain() throws Exception {
        EngineProcess engine = new EngineProcess(JobUnderTest.settings(kafka, store.target(), folder), folder);
        for (int kill = 0; kill < 3; kill++) {
            Process process = engine.start();
            long before = rows();
            // Killed while rows flow: somewhere between two checkpoints, their commits and the loading.
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                send(50);
                return rows() > before + 100;
            });
            process.destroyForcibly().waitFor();
        }
        Process process = engine.start();
        try {
            awaitEveryRowOnce();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void answersOfTheStoreGetLostAfterTheRowsAreIn() throws Exception {
        try (DroppingProxy proxy = new DroppingProxy(store.target().url(), 3)) {
            ClickHouseTarget target = new ClickHouseTarget(proxy.url(), "default", "", "fleet");
            EmbeddedFlink engine = EmbeddedFlink.start(JobUnderTest.settings(kafka, target, folder));
            try (engine) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                    send(50);
                    return proxy.dropped() >= 5;
                });
                awaitEveryRowOnce();
            }
        }
    }

    @Test
    void theStoreIsAwayAndAlertsAreNotHeldUp() throws Exception {
        store.stop();
        EmbeddedFlink engine = EmbeddedFlink.start(JobUnderTest.settings(kafka, store.target(), folder));
        try (engine) {
            send(2_000);
            kafka.send(
                    Topics.TELEMETRY_RAW,
                    Telemetry.builder("sos", "test", T0)
                            .vehicleId("V-SOS")
                            .fix(Fix.moving(52.5, 13.4, 10, 0))
                            .signal(io.fleetwire.event.Signal.SOS)
                            .build());
            sent++;
            kafka.flush();
            assertThat(kafka.read(
                            Topics.ALERTS,
                            alerts -> alerts.stream()
                                    .anyMatch(alert -> alert.rule().equals("sos")),
                            PATIENCE))
                    .anySatisfy(alert -> assertThat(alert.rule()).isEqualTo("sos"));
            assertThat(kafka.read(Topics.LIVE, live -> live.size() >= VEHICLES, PATIENCE))
                    .hasSizeGreaterThanOrEqualTo(VEHICLES);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(engine.status().outboxBytes()).isPositive());
            assertThat(engine.status().state()).isEqualTo(EngineStatus.State.RUNNING);
            assertThat(engine.status().outboxProblem()).contains("away");
            store.start();
            awaitEveryRowOnce();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(engine.status().outboxBytes()).isZero());
        }
    }

    @Test
    void itIsStoppedAndGoesOnWithAnotherParallelism() throws Exception {
        JobSettings two = JobUnderTest.settings(kafka, store.target(), folder);
        try (EmbeddedFlink engine = EmbeddedFlink.start(two)) {
            send(1_000);
            await().atMost(PATIENCE).until(() -> engine.status().records() > 0);
        }
        send(1_000);
        try (EmbeddedFlink engine = EmbeddedFlink.start(JobUnderTest.withParallelism(two, 1))) {
            awaitEveryRowOnce();
            assertThat(engine.status().records())
                    .as("it went on and did not begin again")
                    .isLessThan(sent);
        }
    }

    private void send(int records) {
        for (int i = 0; i < records; i++, sent++) {
            kafka.send(
                    Topics.TELEMETRY_RAW,
                    Telemetry.builder("device-" + sent % VEHICLES, "test", T0 + sent / VEHICLES * 1_000L)
                            .vehicleId("V-" + sent % VEHICLES)
                            .fix(Fix.moving(52.5 + sent * 1e-6, 13.4, 30, 0))
                            .odometerM(sent)
                            .build());
        }
        kafka.flush();
    }

    private long rows() {
        return store.number("SELECT count() FROM fleet.fact_telemetry");
    }

    private void awaitEveryRowOnce() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                store.number("SELECT uniqExact(vehicle_id, device_time) FROM fleet.fact_telemetry"))
                        .isEqualTo(sent));
        assertThat(rows()).as("rows, without FINAL").isEqualTo(sent);
        // A view's rows are written after those of its table.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(store.number("SELECT toUInt64(sum(records)) FROM fleet.rollup_ingest_minute"))
                                .as("the view's sum")
                                .isEqualTo(sent));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(store.text(
                                "SELECT toString((sum(stored), sum(duplicates))) FROM fleet.rollup_device_day"))
                        .as("the ledger's far side")
                        .isEqualTo("(" + sent + ",0)"));
    }
}
