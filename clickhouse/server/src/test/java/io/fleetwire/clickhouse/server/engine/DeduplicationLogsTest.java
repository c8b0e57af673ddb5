package io.fleetwire.clickhouse.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On folders made by hand, as a killed engine leaves them. */
class DeduplicationLogsTest {
    @TempDir
    Path data;

    private Path table;
    private Path log;

    @BeforeEach
    void table() throws IOException {
        table = data.resolve("store/5cd/5cdb28d3-c384-4c2c-a148-30ccd333c955");
        log = table.resolve("deduplication_logs/deduplication_log_1.txt");
        Files.createDirectories(log.getParent());
        Files.createDirectories(table.resolve("detached"));
    }

    @Test
    void withdrawsAnEntryWithoutItsPart() throws IOException {
        part("202601_1_1_0");
        Files.writeString(log, added("202601_1_1_0", "a") + added("202601_2_2_0", "b"));

        assertThat(DeduplicationLogs.repair(data)).isEqualTo(1);
        assertThat(log).content().endsWith("2\t202601_2_2_0\tb\n");
        assertThat(DeduplicationLogs.repair(data))
                .as("a second repair finds nothing")
                .isZero();
    }

    @Test
    void aMergedPartCoversItsBlocks() throws IOException {
        part("202601_1_5_2_9");
        String whole = added("202601_1_1_0", "a") + added("202601_5_5_0", "b");
        Files.writeString(log, whole);

        assertThat(DeduplicationLogs.repair(data)).isZero();
        assertThat(log).content().isEqualTo(whole);
    }

    @Test
    void partsOfOtherPartitionsTemporaryAndDetachedOnesCoverNothing() throws IOException {
        part("202602_1_1_0");
        part("tmp_insert_202601_1_1_0");
        part("detached/202601_1_1_0");
        Files.writeString(log, added("202601_1_1_0", "a"));

        assertThat(DeduplicationLogs.repair(data)).isEqualTo(1);
    }

    @Test
    void whatWasDroppedStaysDropped() throws IOException {
        Files.writeString(log, added("202601_1_1_0", "a") + "2\t202601_1_1_0\ta\n");

        assertThat(DeduplicationLogs.repair(data)).isZero();
    }

    @Test
    void aTornLastLineIsCutOffBeforeAnythingIsAppended() throws IOException {
        Files.writeString(log, added("202601_1_1_0", "a") + "1\t202601_2_2_0\t2026");

        assertThat(DeduplicationLogs.repair(data)).isEqualTo(1);
        assertThat(log).content().isEqualTo(added("202601_1_1_0", "a") + "2\t202601_1_1_0\ta\n");
    }

    @Test
    void readsTheLogsInTheOrderOfTheirNumbersAndWritesToTheLast() throws IOException {
        Path tenth = log.resolveSibling("deduplication_log_10.txt");
        Path second = log.resolveSibling("deduplication_log_2.txt");
        Files.writeString(second, "2\t202601_1_1_0\ta\n");
        Files.writeString(tenth, added("202601_7_7_0", "a"));

        assertThat(DeduplicationLogs.repair(data)).isEqualTo(1);
        assertThat(Files.readAllLines(tenth)).isEqualTo(List.of("1\t202601_7_7_0\ta", "2\t202601_7_7_0\ta"));
        assertThat(second).content().isEqualTo("2\t202601_1_1_0\ta\n");
    }

    @Test
    void anEmptyFolderAndATableWithoutALogAreFine(@TempDir Path empty) throws IOException {
        Files.delete(log.getParent());

        assertThat(DeduplicationLogs.repair(data)).isZero();
        assertThat(DeduplicationLogs.repair(empty)).isZero();
    }

    private void part(String name) throws IOException {
        Files.createDirectories(table.resolve(name));
    }

    private static String added(String part, String block) {
        return "1\t" + part + "\t" + block + "\n";
    }
}
