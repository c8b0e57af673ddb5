package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Two minutes of {@code ./fleet chaos}: processes are killed and stopped, disks fill, connections break while devices send over every
 * protocol that has acknowledgements. What the devices were told is stored is in ClickHouse, each record once, in order. The same faults every time; {@code ./fleet chaos} makes up others.
 */
class ChaosTest {

    private static final long PATIENCE_S = 600;

    @Test
    void nothingAcknowledgedIsLostDoubledOrReordered() throws Exception {
        Process storm = Stack.command(
                        "chaos", "--minutes", "2", "--calm", "2", "--seed", "38", "--hold", "stopped-kafka=20")
                .start();
        List<String> said;
        try (BufferedReader reader = storm.inputReader(StandardCharsets.UTF_8)) {
            said = reader.lines().toList();
        }
        assertThat(storm.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(storm.exitValue()).as(() -> String.join("\n", said)).isZero();
        assertThat(said)
                .as("Kafka stands still for 20 s, longer than anybody waits for an answer")
                .anySatisfy(line -> assertThat(line).endsWith("stopped kafka"));
        for (String way : List.of("Teltonika", "GT06", "MQTT QoS 1", "MQTT QoS 2")) {
            assertThat(said)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("  ✓ " + way + ",")
                            .contains(" 0 lost, 0 doubled, 0 reordered"));
        }
        assertThat(said)
                .as("the verdict")
                .anySatisfy(
                        line -> assertThat(line).startsWith("✓ seed 38:").contains(" 0 lost, 0 doubled, 0 reordered"));
    }
}
