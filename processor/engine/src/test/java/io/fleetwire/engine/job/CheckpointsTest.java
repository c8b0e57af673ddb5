package io.fleetwire.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    Path folder = Path.of("");

    private Path checkpoint(String name, long atMs, String metadata) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve(name));
        Path file = Files.writeString(checkpoint.resolve("_metadata"), metadata);
        Files.setLastModifiedTime(file, FileTime.fromMillis(atMs));
        return checkpoint;
    }

    @Test
    void theNewestByTimeOverAllRunsWinsWhateverItsNumber() throws IOException {
        checkpoint("run-b/chk-900", 1_000, "x");
        Path newest = checkpoint("run-a/chk-3", 3_000, "x");
        checkpoint("savepoint-1", 2_000, "x");
        Files.createDirectories(folder.resolve("run-a/chk-4"));
        assertThat(Checkpoints.newest(folder)).contains(newest);
    }

    @Test
    void aSavepointCounts() throws IOException {
        checkpoint("run-a/chk-3", 1_000, "x");
        assertThat(Checkpoints.newest(folder)).isPresent();
        Path savepoint = checkpoint("savepoint-9", 2_000, "x");
        assertThat(Checkpoints.newest(folder)).contains(savepoint);
    }

    @Test
    void nothingThereIsAFreshStart() throws IOException {
        assertThat(Checkpoints.newest(folder)).isEmpty();
        assertThat(Checkpoints.newest(folder.resolve("none"))).isEmpty();
    }

    @Test
    void aDamagedNewestIsAnErrorAndNeverAnOlderOne() throws IOException {
        checkpoint("run-a/chk-3", 1_000, "x");
        checkpoint("run-a/chk-4", 2_000, "");
        assertThatThrownBy(() -> Checkpoints.newest(folder))
                .hasMessageContaining("chk-4")
                .hasMessageContaining("damaged");
    }

    @Test
    void onlyRunsBeforeTheLastThreeAreRemoved() throws IOException {
        for (int run = 1; run <= 5; run++) {
            checkpoint("run-" + run + "/chk-1", run * 1_000L, "x");
        }
        Checkpoints.removeOld(folder);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run-3", "run-4", "run-5");
    }
}
