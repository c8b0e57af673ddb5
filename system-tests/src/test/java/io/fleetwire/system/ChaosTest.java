package io.fleetwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Two minutes of {@code ./fleet chaos}: processes are killed and stopped, disks fill, connections break while trackers send. What the trackers were told is
 * stored is in ClickHouse, each record once, in order. The same faults every time; {@code ./fleet chaos} makes up others.
 */
class ChaosTest {

    private static final long PATIENCE_S = 600;

    @Test
    void nothingAcknowledgedIsLostDoubledOrReordered() throws Exception {
        Process storm = House.command("chaos", "--minutes", "2", "--calm", "2", "--seed", "1")
                .start();
        List<String> said;
        try (BufferedReader reader = storm.inputReader(StandardCharsets.UTF_8)) {
            said = reader.lines().toList();
        }
        assertThat(storm.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(storm.exitValue()).as(() -> String.join("\n", said)).isZero();
        assertThat(said)
                .as("the verdict")
                .anySatisfy(
                        line -> assertThat(line).startsWith("✓ seed 1:").contains(" 0 lost, 0 doubled, 0 reordered"));
    }
}
