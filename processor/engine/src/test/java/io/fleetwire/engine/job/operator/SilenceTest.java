package io.fleetwire.engine.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.job.sink.Message;
import io.fleetwire.engine.job.sink.Outputs;
import io.fleetwire.engine.job.source.ConfigAtStart;
import io.fleetwire.engine.job.source.ConfigProjection;
import io.fleetwire.engine.job.source.ConfigRecord;
import io.fleetwire.engine.job.source.Envelope;
import io.fleetwire.event.Alert;
import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What a silent vehicle costs and says: the test turns the clock. */
// The harness says that its close() may throw anything.
@SuppressWarnings("try")
class SilenceTest {

    private static final long START_MS = 1_795_255_200_000L;
    private static final long MINUTE_MS = 60_000;
    private static final int VEHICLES = 120;

    @Test
    void aDayOfSilenceIsToldOnceAndCostsNothingAfterwards() throws Exception {
        try (var harness = harness(List.of())) {
            harness.open();
            for (int i = 0; i < VEHICLES; i++) {
                report(harness, "V-" + i, START_MS, 0);
                report(harness, "V-" + i, START_MS + 10_000, 0);
            }
            int fired = turn(harness, START_MS + 10_000, 24 * 60);
            assertThat(offline(harness)).hasSize(VEHICLES);
            assertThat(fired).as("times at which a timer was due").isLessThanOrEqualTo(2 * VEHICLES);
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void nothingOfASilenceLooksLikeARecord() throws Exception {
        try (var harness = harness(List.of())) {
            harness.open();
            report(harness, "V-1", START_MS, 0);
            turn(harness, START_MS, 30);
            assertThat(offline(harness)).singleElement().satisfies(live -> {
                assertThat(live.receivedAt()).isNull();
                assertThat(live.at()).isEqualTo(Instant.ofEpochMilli(START_MS));
                assertThat(live.valid()).isFalse();
            });
        }
    }

    @Test
    void onlyARecordSetsTheTimerAgain() throws Exception {
        try (var harness = harness(List.of())) {
            harness.open();
            report(harness, "V-1", START_MS, 0);
            turn(harness, START_MS, 60);
            assertThat(harness.numProcessingTimeTimers()).isZero();
            report(harness, "V-1", START_MS + 60 * MINUTE_MS, 0);
            assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
            // An hour between the first two is what it knows of this device: three are allowed.
            turn(harness, START_MS + 60 * MINUTE_MS, 170);
            assertThat(offline(harness)).hasSize(1);
            turn(harness, START_MS + 230 * MINUTE_MS, 20);
            assertThat(offline(harness)).hasSize(2);
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void aRestartDuringTheSilenceSaysNothingAgain() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = harness(List.of())) {
            harness.open();
            report(harness, "V-1", START_MS, 0);
            turn(harness, START_MS, 30);
            checkpoint = harness.snapshot(1, 1);
        }
        try (var restored = harness(List.of())) {
            restored.initializeState(checkpoint);
            restored.open();
            turn(restored, START_MS + 30 * MINUTE_MS, 600);
            assertThat(offline(restored)).isEmpty();
            report(restored, "V-1", START_MS + 640 * MINUTE_MS, 0);
            assertThat(alerts(restored)).extracting(Alert::rule).contains("device-silent");
        }
    }

    @Test
    void anHourlyReporterIsNotOfflineBetweenItsReports() throws Exception {
        try (var harness = harness(List.of())) {
            harness.open();
            for (int hour = 0; hour < 24; hour++) {
                report(harness, "V-1", START_MS + hour * 60L * MINUTE_MS, 0);
                turn(harness, START_MS + hour * 60L * MINUTE_MS, 59);
            }
            // Before its second report nobody can know that an hour is usual.
            assertThat(offline(harness)).hasSize(1);
            turn(harness, START_MS + 24 * 60 * MINUTE_MS, 24 * 60);
            assertThat(offline(harness)).hasSize(2);
        }
    }

    @Test
    void theDevicesOwnSettingIsTheLongest() throws Exception {
        ConfigEntry.Device device = new ConfigEntry.Device(
                "V-1",
                "V-1",
                null,
                ConfigEntry.Device.Status.ACTIVE,
                null,
                Map.of("offlineAfter", "PT1H"),
                Instant.EPOCH);
        List<ConfigRecord> config =
                List.of(new ConfigRecord(device.key(), Topics.CONFIG.format().encode(device), 0, 0));
        try (var harness = harness(config)) {
            harness.open();
            report(harness, "V-1", START_MS, 0);
            report(harness, "V-1", START_MS + 60 * MINUTE_MS, 0);
            // Three usual intervals would be three hours; the first silence was told before any interval was known.
            turn(harness, START_MS + 60 * MINUTE_MS, 59);
            assertThat(offline(harness)).hasSize(1);
            turn(harness, START_MS + 119 * MINUTE_MS, 3);
            assertThat(offline(harness)).hasSize(2);
        }
    }

    @Test
    void recordsThatWaitedInKafkaMakeNoVehicleOffline() throws Exception {
        try (var harness = harness(List.of())) {
            harness.open();
            harness.setProcessingTime(START_MS + 600 * MINUTE_MS);
            for (int minute = 0; minute < 600; minute++) {
                report(harness, "V-1", START_MS + minute * MINUTE_MS, 0);
                harness.setProcessingTime(START_MS + 600 * MINUTE_MS + minute * 10L);
            }
            assertThat(offline(harness)).isEmpty();
        }
    }

    private static KeyedBroadcastOperatorTestHarness<String, Envelope, ConfigRecord, ScoredStep> harness(
            List<ConfigRecord> config) throws Exception {
        VehicleOperator operator = new VehicleOperator(new ConfigAtStart("test", config, Map.of()));
        operator.cache(key -> {}, 0);
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(operator, List.of(ConfigProjection.SINCE_START)),
                Envelope::vehicleId,
                Types.STRING,
                1,
                1,
                0);
    }

    /** A parked vehicle's record; {@code lagMs} after its time it is received. */
    private static void report(
            KeyedBroadcastOperatorTestHarness<String, Envelope, ConfigRecord, ScoredStep> harness,
            String vehicleId,
            long atMs,
            long lagMs)
            throws Exception {
        if (harness.getProcessingTime() < atMs + lagMs) {
            harness.setProcessingTime(atMs + lagMs);
        }
        Telemetry record = Telemetry.builder(vehicleId, "test", atMs)
                .receivedAtMs(atMs + lagMs)
                .fix(Fix.moving(52.5, 13.4, 0, 0))
                .build();
        harness.processElement(new StreamRecord<>(new Envelope(
                Envelope.Kind.TELEMETRY,
                vehicleId,
                "",
                Topics.TELEMETRY_RAW.format().encode(record),
                atMs + lagMs)));
    }

    /** Turns the clock in steps of a minute; the sum of timers that went off. */
    private static int turn(
            KeyedBroadcastOperatorTestHarness<String, Envelope, ConfigRecord, ScoredStep> harness,
            long fromMs,
            int minutes)
            throws Exception {
        int fired = 0;
        for (int minute = 1; minute <= minutes; minute++) {
            int before = harness.numProcessingTimeTimers();
            harness.setProcessingTime(fromMs + minute * MINUTE_MS);
            fired += Math.max(0, before - harness.numProcessingTimeTimers());
        }
        return fired;
    }

    private static List<LivePosition> offline(
            KeyedBroadcastOperatorTestHarness<String, Envelope, ConfigRecord, ScoredStep> harness) {
        List<LivePosition> offline = new ArrayList<>();
        for (ScoredStep observed : harness.extractOutputValues()) {
            LivePosition live = observed.live();
            if (live != null && live.status() == Status.OFFLINE) {
                offline.add(live);
            }
        }
        return offline;
    }

    private static List<Alert> alerts(
            KeyedBroadcastOperatorTestHarness<String, Envelope, ConfigRecord, ScoredStep> harness)
            throws MalformedEventException {
        List<Alert> alerts = new ArrayList<>();
        Queue<StreamRecord<Message>> messages = harness.getSideOutput(Outputs.MESSAGES);
        if (messages != null) {
            for (StreamRecord<Message> message : messages) {
                if (message.getValue().topic().equals(Topics.ALERTS.name())) {
                    alerts.add(Topics.ALERTS.format().decode(message.getValue().value()));
                }
            }
        }
        return alerts;
    }
}
