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
    }

    @Test
    void aWrongNumberNamesItsVariable() {
        assertThatThrownBy(() -> JobSettings.from(Map.of("FLEETWIRE_PARALLELISM", "many")))
                .hasMessage("FLEETWIRE_PARALLELISM must be a whole number from 1 to 1024, not \"many\"");
        assertThatThrownBy(() -> JobSettings.from(Map.of("FLEETWIRE_OUTBOX_LIMIT_MIB", "0")))
                .hasMessageContaining("FLEETWIRE_OUTBOX_LIMIT_MIB");
    }
}
