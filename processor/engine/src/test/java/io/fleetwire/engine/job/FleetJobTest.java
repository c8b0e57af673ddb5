package io.fleetwire.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker and the real store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetJobTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long T0 = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();

    @TempDir
    static Path folder;

    private TestKafka kafka;
    private TestStore store;
    private EmbeddedFlink engine;

    @SuppressWarnings("NullAway.Init")
    FleetJobTest() {}

    @BeforeAll
    void start() throws Exception {
        kafka = new TestKafka(folder);
        store = new TestStore(folder);
        kafka.send(
                Topics.CONFIG,
                new ConfigEntry.Device(
                        "356307042441013",
                        "VAN-7",
                        null,
                        ConfigEntry.Device.Status.ACTIVE,
                        null,
                        Map.of(),
                        Instant.ofEpochMilli(T0)));
        kafka.flush();
        engine = EmbeddedFlink.start(JobUnderTest.settings(kafka, store.target(), folder));
        await().atMost(PATIENCE).until(() -> engine.status().state() == EngineStatus.State.RUNNING);
    }

    @AfterAll
    void stop() {
        engine.close();
        kafka.close();
        store.close();
    }

    @Test
    void aRecordBecomesARow() {
        kafka.send(
                Topics.TELEMETRY_RAW,
                Telemetry.builder("860000000000001", "gt06", T0)
                        .vehicleId("ROW-1")
                        .fix(Fix.moving(52.5163, 13.3777, 48.5, 271))
                        .attributes(Map.of("io_113", "77"))
                        .build());
        kafka.flush();
        awaitRows("ROW-1", 1);
        assertThat(store.text(
                        "SELECT toString((device_id, protocol, lat, lon, speed_kmh, attributes)) FROM fleet.fact_telemetry"
                                + " WHERE vehicle_id = 'ROW-1'"))
                .isEqualTo("('860000000000001','gt06',52.5163,13.3777,48.5,{'io_113':'77'})");
    }

    /** The ledger's far side: a record ends as a row or as a duplicate, by the day it was received, never as nothing. */
    @Test
    void aRecordThatComesAgainIsCountedAsADuplicate() {
        for (long at : new long[] {T0, T0 + 1_000, T0, T0 + 1_000, T0, 0, 0}) {
            kafka.send(
                    Topics.TELEMETRY_RAW,
                    Telemetry.builder("860000000000009", "gt06", at)
                            .vehicleId("TWICE-1")
                            .receivedAtMs(T0 + 2_000)
                            .build());
        }
        kafka.flush();
        awaitRows("TWICE-1", 3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(store.text("SELECT toString((day, sum(stored), sum(duplicates)))"
                                + " FROM fleet.rollup_device_day WHERE device_id = '860000000000009' GROUP BY day"))
                        .isEqualTo("('2026-11-21',3,4)"));
    }

    @Test
    void jsonProducedByHandWithoutAKeyBelongsToTheVehicleOfItsDevice() {
        kafka.send(Topics.TELEMETRY_RAW.name(), null, """
                {"deviceId":"356307042441013","deviceTime":"2026-11-21T10:00:05Z","fix":{"lat":52.5,"lon":13.4}}
                """.getBytes(StandardCharsets.UTF_8));
        kafka.flush();
        awaitRows("VAN-7", 1);
    }

    @Test
    void aBrokenRecordIsADeadLetterAndTheNextIsServed() throws Exception {
        byte[] noField = "{\"deviceId\":\"860000000000003\"}".getBytes(StandardCharsets.UTF_8);
        byte[] noFormat = {(byte) 0xFF, 1, 2, 3};
        byte[] tooLarge = new byte[200_000];
        kafka.send(Topics.TELEMETRY_RAW.name(), "x", noField);
        kafka.send(Topics.TELEMETRY_RAW.name(), "x", noFormat);
        kafka.send(Topics.TELEMETRY_RAW.name(), "x", tooLarge);
        kafka.send(
                Topics.TELEMETRY_RAW,
                Telemetry.builder("860000000000003", "gt06", T0)
                        .vehicleId("AFTER-DEAD")
                        .build());
        kafka.flush();
        awaitRows("AFTER-DEAD", 1);
        List<DeadLetter> letters = kafka.read(Topics.DEAD_LETTERS, found -> found.size() >= 3, PATIENCE);
        assertThat(letters).hasSize(3).allMatch(letter -> letter.from() == DeadLetter.Origin.ENGINE);
        assertThat(letters)
                .anySatisfy(letter -> {
                    assertThat(letter.reason()).isEqualTo("deviceTime is required");
                    assertThat(letter.bytes()).isEqualTo(noField);
                })
                .anySatisfy(letter -> assertThat(letter.bytes()).isEqualTo(noFormat))
                .anySatisfy(letter -> assertThat(letter.reason()).contains("of 200000 bytes"));
    }

    @Test
    void screensGetAtMostOnePositionASecondAndAlwaysTheNewest() throws Exception {
        // Now, or the vehicle would be offline already.
        long startMs = System.currentTimeMillis() - 40_000;
        for (int i = 0; i < 40; i++) {
            kafka.send(
                    Topics.TELEMETRY_RAW,
                    Telemetry.builder("860000000000004", "gt06", startMs + i * 1_000L)
                            .vehicleId("LIVE-1")
                            .fix(Fix.moving(52.5 + i * 1e-4, 13.4, 40, 0))
                            .build());
        }
        kafka.flush();
        Instant newest = Instant.ofEpochMilli(startMs + 39_000);
        List<LivePosition> live = kafka
                .read(
                        Topics.LIVE,
                        found -> found.stream().anyMatch(p -> p.vehicleId().equals("LIVE-1") && p.at().equals(newest)),
                        PATIENCE)
                .stream()
                .filter(p -> p.vehicleId().equals("LIVE-1"))
                .toList();
        assertThat(live).hasSizeBetween(1, 10);
        assertThat(live.getLast().at()).isEqualTo(newest);
        assertThat(live.getLast().anomaly()).as("the model's verdict").isNotNull();
    }

    @Test
    void aShiftTakesEffectOnTheVehicleOfTheDriversPhone() {
        String shift = """
                {"driverId":"D-3","deviceId":"356307042441013","event":"SHIFT_START","at":"2026-11-21T09:00:00Z"}
                """;
        kafka.send(Topics.DRIVER_EVENTS.name(), null, shift.getBytes(StandardCharsets.UTF_8));
        kafka.flush();
        // The two topics have no order between them: records follow until one has the driver.
        int[] second = {0};
        await().atMost(PATIENCE).until(() -> {
            kafka.send(
                    Topics.TELEMETRY_RAW,
                    Telemetry.builder("356307042441013", "gt06", T0 + 600_000 + second[0]++ * 1_000L)
                            .vehicleId("VAN-7")
                            .fix(Fix.moving(52.5, 13.4, 20, 0))
                            .build());
            kafka.flush();
            return store.number(
                            "SELECT count() FROM fleet.fact_telemetry WHERE vehicle_id = 'VAN-7' AND driver_id = 'D-3'")
                    > 0;
        });
    }

    private void awaitRows(String vehicle, long rows) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(store.number(
                                "SELECT count() FROM fleet.fact_telemetry WHERE vehicle_id = '" + vehicle + "'"))
                        .isGreaterThanOrEqualTo(rows));
    }
}
