package io.fleetwire.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that comes again, however much later, changes nothing but the ledger's count of duplicates. */
class RepeatedRecordsTest {

    /** Fifty records of a trip, with driver and score, and a last position. */
    private static final String TRIP = rows("", 0, 50, "2026-11-30 23:59:30", 1, "'T1'", "'D-1'", "'m1'", "1.5");

    /** 1,450 records of the following trip. */
    private static final String NEXT = rows("", 50, 1450, "2026-11-30 23:59:30", 1, "'T2'", "'D-2'", "'m1'", "0.5");

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void start() throws IOException {
        database = new Database(folder);
        new Migrator(database.client()).migrate();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void copiesThatComeWhenTheEngineRemembersNothingLose() {
        database.execute(TRIP);
        database.execute(NEXT);
        String before = everything();
        String ledger = ledger();

        database.execute(again(0, 50, 600));

        assertThat(everything()).isEqualTo(before);
        assertThat(ledger).isEqualTo("D 1500 0");
        assertThat(ledger()).isEqualTo("D 1500 50");
    }

    @Test
    void copiesMonthsLaterAfterARestartAndAfterMergesLose() throws IOException {
        database.execute(TRIP);
        database.execute(NEXT);
        String before = everything();

        database.execute(again(0, 50, 86_400 * 70));
        database.execute("OPTIMIZE TABLE fleet.fact_telemetry FINAL");
        database.execute("OPTIMIZE TABLE fleet.last_fix FINAL");
        database.close();
        database = new Database(folder);
        database.execute(again(0, 50, 86_400 * 80));
        database.execute("OPTIMIZE TABLE fleet.fact_telemetry FINAL");

        assertThat(everything()).isEqualTo(before);
        assertThat(ledger()).isEqualTo("D 1500 100");
    }

    @Test
    void aCopyThatAFreshEngineConcludedFromLosesToTheOriginalToo() {
        database.execute(TRIP);
        String before = everything();

        database.execute(rows("", 0, 50, "2026-11-30 23:59:30", 86_400 * 91, "''", "''", "''", "NULL"));

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void theSameArrivalConcludedAgainKeepsWhatWasKnown() {
        database.execute(TRIP);
        String before = everything();

        database.execute(rows("", 0, 50, "2026-11-30 23:59:30", 1, "''", "'D-1'", "''", "NULL"));

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void theOriginalWinsInWhicheverOrderTheyAreStored() {
        database.execute(again(0, 50, 600));
        database.execute(TRIP);

        assertThat(database.value(
                        "SELECT concat(count(), ' ', countIf(trip_id = 'T1')) FROM" + " fleet.fact_telemetry_current"))
                .isEqualTo("50 50");
        assertThat(ledger()).isEqualTo("D 50 50");
    }

    @Test
    void aRecordThatIsTooLateIsStoredOnceHoweverOftenItComes() {
        for (int copy = 1; copy <= 3; copy++) {
            database.execute(again(0, 50, 600L * copy));
        }

        assertThat(database.value("SELECT sum(records) FROM fleet.rollup_vehicle_hour"))
                .isEqualTo("50");
        assertThat(database.value("SELECT sum(records) FROM fleet.rollup_ingest_minute"))
                .isEqualTo("50");
        assertThat(ledger()).isEqualTo("D 50 100");
    }

    @Test
    void aRevisionReplacesTheRowAndIsNoArrival() {
        database.execute(TRIP);
        database.execute(again(50, 10, 600));

        database.execute(revised(0, 50, 1));
        database.execute(revised(50, 10, 600));
        database.execute(again(0, 50, 700));

        assertThat(database.value("SELECT countIf(trip_id = 'T9') FROM fleet.fact_telemetry_current"))
                .isEqualTo("60");
        assertThat(database.value("SELECT sum(records) FROM fleet.rollup_vehicle_hour"))
                .isEqualTo("60");
        assertThat(database.value("SELECT trip_id FROM fleet.vehicle_last_position"))
                .isEqualTo("T9");
        assertThat(ledger()).isEqualTo("D 60 50");
    }

    @Test
    void oldRowsMoveAlongWhereverAnEarlierAttemptWasInterrupted() {
        List<String> steps = Migration.all().get(7).statements();
        for (int interrupted = 1; interrupted <= steps.size(); interrupted++) {
            database.execute("DROP DATABASE fleet SYNC");
            new Migrator(database.client(), Migration.all().subList(0, 7)).migrate();
            database.execute(TRIP);
            steps.subList(0, interrupted).forEach(database::execute);
            database.execute(again(0, 50, 600));

            new Migrator(database.client()).migrate();

            assertThat(database.value("SELECT concat(count(), ' ', countIf(trip_id = 'T1'), ' ',"
                            + " (SELECT concat(trip_id, ' ', count() OVER ()) FROM fleet.vehicle_last_position), ' ',"
                            + " (SELECT engine_full LIKE 'ReplacingMergeTree(version)%' FROM system.tables WHERE"
                            + " database = 'fleet' AND name = 'fact_telemetry')) FROM fleet.fact_telemetry_current"))
                    .as("interrupted after statement " + interrupted)
                    .isEqualTo("50 50 T1 1 1");
        }
    }

    /** What people read, but for the ledger. */
    private String everything() {
        return database.value(
                "SELECT toString((SELECT groupArray(tuple(*)) FROM (SELECT * EXCEPT (stored_at, received_at) FROM"
                        + " fleet.fact_telemetry_current ORDER BY device_time)))"
                        + " || toString((SELECT groupArray(tuple(*)) FROM (SELECT * FROM fleet.rollup_vehicle_hour ORDER BY hour)))"
                        + " || toString((SELECT groupArray(tuple(*)) FROM (SELECT * FROM fleet.rollup_ingest_minute ORDER BY minute)))"
                        + " || toString((SELECT groupArray(tuple(*)) FROM (SELECT * FROM fleet.vehicle_last_position)))");
    }

    private String ledger() {
        var row = database.run(
                        Queries.LEDGER, Map.of("from", "2026-11-01 00:00:00", "to", "2027-12-31 00:00:00", "limit", 9))
                .getFirst();
        return row.getString("device_id") + " " + row.getLong("stored") + " " + row.getLong("duplicates");
    }

    /** The same records as the engine stores them when it does not remember the originals. */
    private static String again(int first, int count, long secondsLater) {
        return rows("rejected, late, ", first, count, "2026-11-30 23:59:30", secondsLater, "''", "''", "''", "NULL")
                .replace("SELECT ", "SELECT 'too-late', 1, ");
    }

    /** The same arrivals as a recomputation writes them. */
    private static String revised(int first, int count, long receivedSecondsLater) {
        return rows(
                        "revision, ",
                        first,
                        count,
                        "2026-11-30 23:59:30",
                        receivedSecondsLater,
                        "'T9'",
                        "'D-1'",
                        "'m1'",
                        "1.5")
                .replace("SELECT ", "SELECT 7, ");
    }

    private static String rows(
            String moreColumns,
            int first,
            int count,
            String start,
            long receivedSecondsLater,
            String trip,
            String driver,
            String model,
            String score) {
        return """
                INSERT INTO fleet.fact_telemetry (%svehicle_id, device_id, protocol, device_time, received_at, lat, lon,
                    fix_valid, speed_kmh, odometer_m, record_id, trip_id, driver_id, model, anomaly_score)
                SELECT 'V', 'D', 'gt06', toDateTime64('%s', 3, 'UTC') + number AS at, at + %d, 52, 13 + number / 1000, 1,
                    40 + number %% 7, number * 11, number, %s, %s, %s, %s
                FROM numbers(%d, %d)""".formatted(moreColumns, start, receivedSecondsLater, trip, driver, model, score, first, count);
    }
}
