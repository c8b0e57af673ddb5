package io.fleetwire.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    private Path data;

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Files.writeString(data.resolve("fleet.yaml"), """
                portOffset: 100
                listen: 10.0.0.1
                kafkaBootstrapServers: file:9092
                adopt: true
                """);
        Map<String, String> environment =
                Map.of("FLEETWIRE_PORT_OFFSET", "200", "KAFKA_BOOTSTRAP_SERVERS", "environment:9092");

        Settings settings = Settings.read(Settings.Options.ofCaller(data, 300), environment);

        assertThat(settings.ports().door("teltonika")).isEqualTo(5327);
        assertThat(settings.kafkaBootstrapServers()).isEqualTo("environment:9092");
        assertThat(settings.listen()).isEqualTo("10.0.0.1");
        assertThat(settings.adopt()).isTrue();
        assertThat(settings.clickhouseUrl()).isEqualTo("http://127.0.0.1:8423");
    }

    @Test
    void aDoorOfTheGatewayCanBeMovedOrShut() throws IOException {
        Files.writeString(data.resolve("fleet.yaml"), """
                ports:
                  obd: 3500
                  gt06: 5555
                  jt808: off
                """);

        Settings settings = Settings.read(Settings.Options.ofCaller(data, null), Map.of("FLEETWIRE_PORT_GT06", "off"));

        assertThat(settings.ports().gateway())
                .containsEntry("obd", 3500)
                .containsEntry("mqtt", 1883)
                .doesNotContainKeys("gt06", "jt808");
    }

    @Test
    void aDoorThatIsNoneIsNamed() throws IOException {
        Files.writeString(data.resolve("fleet.yaml"), "ports: {gt60: off}");

        assertThatThrownBy(() -> Settings.read(Settings.Options.ofCaller(data, null), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gt60");
    }

    @Test
    void theHeapOfTheProcessorIsASetting() throws IOException {
        Settings.Options nothing = Settings.Options.ofCaller(data, null);
        assertThat(Settings.read(nothing, Map.of()).processorHeapMib()).isEqualTo(768);

        Files.writeString(data.resolve("fleet.yaml"), "processorHeapMib: 1500");
        assertThat(Settings.read(nothing, Map.of()).processorHeapMib()).isEqualTo(1500);
        assertThat(Settings.read(nothing, Map.of("FLEETWIRE_PROCESSOR_HEAP_MIB", "2000"))
                        .processorHeapMib())
                .isEqualTo(2000);
        for (String wrong : new String[] {"100", "2g", "99999999999"}) {
            assertThatThrownBy(() -> Settings.read(nothing, Map.of("FLEETWIRE_PROCESSOR_HEAP_MIB", wrong)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("FLEETWIRE_PROCESSOR_HEAP_MIB")
                    .hasMessageContaining(wrong);
        }
    }

    @Test
    void anUnknownKeyIsNamed() throws IOException {
        Files.writeString(data.resolve("fleet.yaml"), "portOfset: 100");

        assertThatThrownBy(() -> Settings.read(Settings.Options.ofCaller(data, null), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("portOfset");
    }
}
