package io.fleetwire.engine.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collection;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final long LIMIT = 512L << 20;

    private static final SinkWriter.Context CONTEXT = new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public Long timestamp() {
            return 0L;
        }
    };

    @Test
    void aBatchComesBackFromACheckpointAsItWas() throws Exception {
        Batch batch = new Batch("fact_alerts", UUID.randomUUID(), 42, 3, new byte[] {1, 2, 3});
        Batch.Serializer serializer = new Batch.Serializer();
        assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(batch)))
                .usingRecursiveComparison()
                .isEqualTo(batch);
    }

    @Test
    void aBatchOfAnotherVersionIsRefused() {
        assertThatThrownBy(() -> new Batch.Serializer().deserialize(2, new byte[0]))
                .hasMessageContaining("version 2");
    }

    @Test
    void rowsAreSealedPerTableAndEachCheckpointHasItsOwn() throws Exception {
        try (BatchWriter writer = new BatchWriter(LIMIT)) {
            writer.write(new Row(0, new byte[10]), CONTEXT);
            writer.write(new Row(0, new byte[10]), CONTEXT);
            writer.write(new Row(3, new byte[10]), CONTEXT);
            Collection<Batch> batches = writer.prepareCommit();
            assertThat(batches)
                    .extracting(Batch::table, Batch::rows)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("fact_telemetry", 2),
                            org.assertj.core.groups.Tuple.tuple("fact_alerts", 1));
            assertThat(batches).extracting(Batch::token).doesNotHaveDuplicates();
            assertThat(writer.prepareCommit()).isEmpty();
        }
    }

    @Test
    void aBatchStaysWithinOneBlock() throws Exception {
        try (BatchWriter writer = new BatchWriter(LIMIT)) {
            for (int i = 0; i < BatchWriter.MAX_ROWS + 1; i++) {
                writer.write(new Row(3, new byte[1]), CONTEXT);
            }
            assertThat(writer.prepareCommit()).extracting(Batch::rows).containsExactly(BatchWriter.MAX_ROWS, 1);
        }
    }

    @Test
    void rowsThatNoCheckpointTakesAwayFailTheJobBeforeMemoryDoes() throws Exception {
        byte[] large = new byte[16 << 20];
        try (BatchWriter writer = new BatchWriter(LIMIT)) {
            assertThatThrownBy(() -> {
                        for (long written = 0; written <= LIMIT; written += large.length) {
                            writer.write(new Row(0, large), CONTEXT);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no checkpoint");
        }
    }

    @Test
    void rowsOfAllInstancesTogetherLeaveMostOfTheHeap() {
        assertThat(BatchWriter.limit(768L << 20, 2) * 2).isEqualTo(64L << 20);
        assertThat(BatchWriter.limit(768L << 20, 16) * 16).isEqualTo(64L << 20);
    }
}
