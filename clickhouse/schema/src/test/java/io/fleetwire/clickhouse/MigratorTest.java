package io.fleetwire.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigratorTest {
    @TempDir
    static Path folder;

    private static Database database;

    @BeforeAll
    static void start() throws IOException {
        database = new Database(folder);
        new Migrator(database.client()).migrate();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void appliesEachStepOnce() {
        assertThat(new Migrator(database.client()).migrate()).isZero();
        assertThat(database.value("SELECT count() FROM fleet.schema_migrations"))
                .isEqualTo(Integer.toString(Migration.FILES.size()));
    }

    @Test
    void aStepThatWasInterruptedCanBeRunAgain() {
        database.execute("ALTER TABLE fleet.schema_migrations DELETE WHERE version >= 2 SETTINGS mutations_sync = 2");

        assertThat(new Migrator(database.client()).migrate()).isEqualTo(Migration.FILES.size() - 1);
    }

    @Test
    void refusesAStepThatWasChanged() {
        List<Migration> changed = new ArrayList<>(Migration.all());
        changed.set(0, new Migration(1, "001_fact_telemetry", changed.getFirst().sql() + "-- changed"));

        assertThatThrownBy(() -> new Migrator(database.client(), changed).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("Migration 001_fact_telemetry was changed after it had been applied");
    }

    @Test
    void refusesADatabaseThatIsNewer() {
        List<Migration> older = Migration.all().subList(0, 3);

        assertThatThrownBy(() -> new Migrator(database.client(), older).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("start the newer version");
    }

    @Test
    void saysWhichStatementFailed() {
        List<Migration> broken = new ArrayList<>(Migration.all());
        broken.add(new Migration(999, "999_broken", "CREATE TABEL x"));

        assertThatThrownBy(() -> new Migrator(database.client(), broken).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("CREATE TABEL x");
    }

    @Test
    void everyFileIsInTheList() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("migrations"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".sql", ""))
                            .sorted())
                    .as("add the file to Migration.FILES")
                    .isEqualTo(Migration.FILES);
        }
        assertThat(Migration.all())
                .extracting(Migration::version)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void everyTableOfFactsCanDropAReplay() {
        assertThat(database.value(
                        "SELECT arrayStringConcat(groupArray(name), ' ') FROM system.tables WHERE database = 'fleet'"
                                + " AND engine LIKE '%MergeTree' AND name != 'schema_migrations'"
                                + " AND create_table_query NOT LIKE '%non_replicated_deduplication_window = %'"))
                .as("tables without a deduplication window")
                .isEmpty();
    }
}
