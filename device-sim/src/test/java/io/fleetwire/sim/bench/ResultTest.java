package io.fleetwire.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fleetwire.event.wire.Json;
import io.fleetwire.sim.load.Plan;
import io.fleetwire.sim.load.Plan.Packet;
import io.fleetwire.sim.load.Tally;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static final long MS = 1_000_000;
    private static final long WARMUP_NS = 1_000 * MS;

    private final Tally tally = new Tally(WARMUP_NS);

    private static Packet due(long atMs, int records) {
        return new Packet(
                atMs * MS, java.util.stream.LongStream.range(0, records).boxed().toList());
    }

    private static Result result(Tally tally, long stored, long doubled) {
        return new Result(
                new Plan(10, 1, 10, 1, 1, 1),
                tally.offered(),
                tally.acknowledged(),
                stored,
                doubled,
                tally.acknowledgedPerSecond(),
                tally.reconnects(),
                tally.ack(),
                0L,
                tally.late(),
                JsonNodeFactory.instance.objectNode(),
                new Result.Machine(2, 1.5, "Linux"),
                Map.of());
    }

    @Test
    void latencyCountsFromWhenThePacketWasDueAndLatenessFromWhenItCouldLeave() {
        tally.acknowledged(due(1_000, 5), 1_400 * MS, 1_402 * MS, 1_410 * MS);

        assertThat(tally.ack().max()).isCloseTo(410, within(0.5));
        assertThat(tally.late().max()).isCloseTo(2, within(0.01));
    }

    @Test
    void theWarmUpIsCountedAndNotTimed() {
        tally.acknowledged(due(999, 5), 999 * MS, 999 * MS, 5_000 * MS);

        assertThat(tally.acknowledged()).isEqualTo(5);
        assertThat(tally.ack().count()).isZero();
    }

    @Test
    void whatWasGivenUpStaysInTheLatencies() {
        for (int i = 0; i < 98; i++) {
            tally.acknowledged(due(1_000, 1), 1_000 * MS, 1_000 * MS, 1_004 * MS);
        }
        tally.gaveUp(due(1_000, 1), 31_000 * MS);
        tally.gaveUp(due(1_000, 1), 31_000 * MS);

        assertThat(tally.ack().p95()).isCloseTo(4, within(0.01));
        assertThat(tally.ack().p99()).isCloseTo(30_000, within(30.0));
        assertThat(tally.offered() - tally.acknowledged()).isEqualTo(2);
    }

    @Test
    void itIsKeptOnlyWhereEverythingOfferedIsAcknowledgedAndStoredOnce() {
        tally.acknowledged(due(1_500, 7), 1_500 * MS, 1_500 * MS, 2_000 * MS);

        assertThat(result(tally, 7, 0).kept()).isTrue();
        assertThat(result(tally, 6, 0).lost()).isEqualTo(1);
        assertThat(result(tally, 6, 0).kept()).isFalse();
        assertThat(result(tally, 7, 1).kept()).isFalse();
        tally.gaveUp(due(1_600, 1), 2_000 * MS);
        assertThat(result(tally, 7, 0).kept()).isFalse();
    }

    @Test
    void theJsonNamesWhatABenchmarkIsReadFor() {
        tally.acknowledged(due(1_500, 7), 1_500 * MS, 1_500 * MS, 2_000 * MS);

        JsonNode json = Json.mapper().valueToTree(result(tally, 6, 0));

        assertThat(json.path("scenario").asText()).isEqualTo("fleet-ingest");
        assertThat(json.path("lost").asLong()).isEqualTo(1);
        assertThat(json.path("plan").path("rate").asInt()).isEqualTo(10);
        assertThat(json.path("acknowledgedPerSecond").asDouble()).isEqualTo(3.5);
        assertThat(json.path("ackLatencyMs").path("p999").asDouble()).isCloseTo(500, within(0.5));
        assertThat(json.path("machine").path("cores").asInt()).isEqualTo(2);
    }
}
