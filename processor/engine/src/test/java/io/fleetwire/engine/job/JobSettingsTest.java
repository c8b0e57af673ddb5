package io.fleetwire.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobSettingsTest {

    @Test
    void theHousesDefaults() {
        JobSettings settings = JobSettings.from(Map.of());
        assertThat(settings.kafkaBootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(settings.clickHouse().url()).isEqualTo("http://127.0.0.1:8123");
        assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.outbox()).isEqualTo(Path.of("data/outbox").toAbsolutePath());
        assertThat(settings.modelFile()).isNull();
        assertThat(settings.state())
                .isEqualTo(new StateSettings(StateSettings.Backend.ROCKSDB, 96L << 20, Duration.ofDays(90)));
    }

    @Test
    void whereTheStateIsIsASetting() {
        JobSettings heap = JobSettings.from(Map.of("FLEETWIRE_STATE", "heap", "FLEETWIRE_PARALLELISM", "4"));
        assertThat(heap.state().backend()).isEqualTo(StateSettings.Backend.HEAP);
        assertThat(heap.cachedVehiclesPerInstance()).isZero();
        assertThat(JobSettings.from(Map.of("FLEETWIRE_PARALLELISM", "4")).cachedVehiclesPerInstance())
                .isGreaterThanOrEqualTo(64);
        assertThatThrownBy(() -> JobSettings.from(Map.of("FLEETWIRE_STATE", "disk")))
                .hasMessage("FLEETWIRE_STATE must be one of heap, rocksdb, not \"disk\"");
    }

    @Test
    void aWrongNumberNamesItsVariable() {
        assertThatThrownBy(() -> JobSettings.from(Map.of("FLEETWIRE_PARALLELISM", "many")))
                .hasMessage("FLEETWIRE_PARALLELISM must be a whole number from 1 to 1024, not \"many\"");
        assertThatThrownBy(() -> JobSettings.from(Map.of("FLEETWIRE_OUTBOX_LIMIT_MIB", "0")))
                .hasMessageContaining("FLEETWIRE_OUTBOX_LIMIT_MIB");
    }
}
