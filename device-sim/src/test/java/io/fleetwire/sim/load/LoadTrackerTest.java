package io.fleetwire.sim.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.RecordId;
import io.fleetwire.protocol.gt06.Gt06Adapter;
import io.fleetwire.protocol.teltonika.TeltonikaAdapter;
import io.fleetwire.sim.device.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the devices under load say and count, towards the real adapters on a real socket. */
class LoadTrackerTest {

    private static final long PATIENCE_NS = Duration.ofSeconds(20).toNanos();

    private final Tally tally = new Tally(0);
    private final Start start = Start.now();

    private static List<Plan.Packet> packets(int count, int records, long tickMs) {
        return LongStream.range(0, count)
                .mapToObj(i -> new Plan.Packet(
                        0,
                        LongStream.range(0, records)
                                .map(j -> (i * records + j) * tickMs)
                                .boxed()
                                .toList()))
                .toList();
    }

    private List<Long> timesMs(TestGateway<?> gateway) {
        return gateway.heard().stream()
                .filter(record -> record.fix() != null)
                .map(record -> record.deviceTimeMs() - start.epochMs())
                .toList();
    }

    @Test
    void teltonikasPacketsAreAcknowledgedByTheNumberOfTheirRecords() throws Exception {
        try (TestGateway<?> gateway = new TestGateway<>(new TeltonikaAdapter());
                LoadTracker tracker = new LoadTracker(7, new TeltonikaClient(7, gateway.address()), tally)) {
            gateway.loseAcknowledgements(1);
            tracker.follow(packets(2, 3, 1).iterator(), start, PATIENCE_NS);

            assertThat(tally.acknowledged()).isEqualTo(6);
            assertThat(tally.unanswered()).isZero();
            assertThat(tally.reconnects()).isEqualTo(1);
            assertThat(tracker.lastAcknowledgedMs()).isEqualTo(5);
            assertThat(timesMs(gateway)).containsExactly(0L, 1L, 2L, 0L, 1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void onlyGt06sAlarmsCountAsAcknowledged() throws Exception {
        try (TestGateway<?> gateway = new TestGateway<>(new Gt06Adapter());
                LoadTracker tracker = new LoadTracker(8, new Gt06Client(8, gateway.address()), tally)) {
            tracker.follow(packets(9, 1, 1_000).iterator(), start, PATIENCE_NS);

            assertThat(tally.acknowledged()).isEqualTo(3);
            assertThat(tally.unanswered()).isEqualTo(6);
            assertThat(tracker.lastAcknowledgedMs()).isEqualTo(8_000);
            assertThat(timesMs(gateway))
                    .containsExactly(0L, 1_000L, 2_000L, 3_000L, 4_000L, 5_000L, 6_000L, 7_000L, 8_000L);
            assertThat(gateway.heard().stream()
                            .filter(record -> record.signals().contains(Gt06Client.ALARM))
                            .map(record -> record.deviceTimeMs() - start.epochMs()))
                    .containsExactly(0L, 4_000L, 8_000L);
        }
    }

    @Test
    void gt06RepeatsAnAlarmAsTheSameRecord() throws Exception {
        try (TestGateway<?> gateway = new TestGateway<>(new Gt06Adapter());
                LoadTracker tracker = new LoadTracker(8, new Gt06Client(8, gateway.address()), tally)) {
            gateway.loseAcknowledgements(2);
            tracker.follow(packets(1, 1, 1_000).iterator(), start, PATIENCE_NS);

            List<Telemetry> alarms = gateway.heard().stream()
                    .filter(record -> record.fix() != null)
                    .toList();
            assertThat(alarms).hasSize(3);
            assertThat(alarms.stream().map(RecordId::of).distinct()).hasSize(1);
            assertThat(tally.acknowledged()).isEqualTo(1);
            assertThat(tally.reconnects()).isEqualTo(2);
        }
    }
}
