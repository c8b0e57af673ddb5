package io.fleetwire.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fact once, whatever is stored twice, late, or out of its time. */
class FactTablesTest {
    private static final String RECORD =
            "INSERT INTO fleet.fact_telemetry (vehicle_id, device_id, protocol, device_time,"
                    + " received_at, lat, lon, fix_valid, speed_kmh, odometer_m, record_id) ";

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

    @BeforeEach
    void empty() {
        for (String table : new String[] {
            "fact_telemetry", "fact_trip_sessions", "fact_alerts", "last_fix", "unchecked_arrivals", "rollup_device_day"
        }) {
            database.execute("TRUNCATE TABLE fleet." + table);
        }
    }

    @Test
    void theCurrentTripSaysWhatItsDistanceIsMadeOf() {
        database.execute(
                "INSERT INTO fleet.fact_trip_sessions (trip_id, vehicle_id, state, started_at, distance_m,"
                        + " gap_distance_m, distance_source, version) VALUES ('T-1', 'V-1', 'CLOSED', now64(3), 1750, 40, 'ODOMETER', 1)");
        assertThat(database.value("SELECT distance_source || ' ' || toString(gap_distance_m)"
                        + " FROM fleet.fact_trip_sessions_current WHERE trip_id = 'T-1'"))
                .isEqualTo("ODOMETER 40");
    }

    @Test
    void columnsOfTheContractComeFirstInItsOrder() {
        assertThat(
                        database.value(
                                "SELECT arrayStringConcat(groupArray(name || ' ' || type), ', ') FROM (SELECT name, type FROM"
                                        + " system.columns WHERE database = 'fleet' AND table = 'fact_telemetry' ORDER BY position LIMIT 17)"))
                .isEqualTo(
                        "vehicle_id LowCardinality(String), device_id String, protocol LowCardinality(String), device_time"
                                + " DateTime64(3, 'UTC'), received_at DateTime64(3, 'UTC'), lat Nullable(Float64), lon Nullable(Float64),"
                                + " fix_valid Bool, rejected LowCardinality(String), altitude_m Nullable(Float32), speed_kmh"
                                + " Nullable(Float32), heading_deg Nullable(Float32), satellites Nullable(UInt8), accuracy_m"
                                + " Nullable(Float32), ignition Nullable(Bool), odometer_m Nullable(Float64), rpm Nullable(Float32)");
    }

    @Test
    void aRecordThatIsSentAgainMonthsLaterIsThereOnce() {
        for (String receivedAt : new String[] {"2026-11-21 10:00:01", "2027-03-01 10:00:00"}) {
            database.execute(RECORD + "VALUES ('V', 'D', 'gt06', '2026-11-21 10:00:00', '" + receivedAt
                    + "', 52, 13, 1, 50, 1000, 42)");
        }

        assertThat(database.value("SELECT count() FROM fleet.fact_telemetry_current"))
                .isEqualTo("1");
    }

    @Test
    void twoRecordsOfOneMomentStayTwo() {
        database.execute(RECORD
                + "SELECT 'V', 'D', 'gt06', toDateTime64('2026-11-21 10:00:00', 3, 'UTC'), now64(), 52, 13, 1, 50, 1,"
                + " number FROM numbers(2)");

        assertThat(database.value("SELECT count() FROM fleet.fact_telemetry_current"))
                .isEqualTo("2");
    }

    @Test
    void aDeviceThatInventsDatesCannotMakeAnInsertFail() {
        database.execute(RECORD
                + "SELECT 'V', 'D', 'gt06', toDateTime64('1970-01-01 00:00:00', 3, 'UTC') + toIntervalMonth(number),"
                + " now64(), 52, 13, 1, 50, 1, number FROM numbers(1600)");

        assertThat(database.value("SELECT count() FROM fleet.fact_telemetry_current"))
                .isEqualTo("1600");
        assertThat(Integer.parseInt(database.value(
                        "SELECT uniqExact(partition) FROM system.parts WHERE active AND table = 'fact_telemetry'")))
                .isLessThanOrEqualTo(98);
    }

    @Test
    void aReplayUnderTheSameTokenIsDroppedInTheRollupsToo() {
        for (int i = 0; i < 3; i++) {
            database.execute(
                    RECORD.replace(") ", ") SETTINGS insert_deduplication_token = 'batch-1' ")
                            + "SELECT 'V', 'D', 'gt06', toDateTime64('2026-11-21 10:00:00', 3, 'UTC') + number,"
                            + " toDateTime64('2026-11-21 10:02:00', 3, 'UTC'), 52, 13, 1, number, number, number FROM numbers(100)");
        }

        assertThat(database.value("SELECT count() FROM fleet.fact_telemetry")).isEqualTo("100");
        assertThat(database.value("SELECT concat(sum(records), ' ', sum(moving_records), ' ', max(max_odometer_m)) FROM"
                        + " fleet.rollup_vehicle_hour"))
                .isEqualTo("100 95 99");
        assertThat(database.value("SELECT concat(sum(records), ' ', max(max_age_s)) FROM fleet.rollup_ingest_minute"))
                .isEqualTo("100 120");
        assertThat(database.value("SELECT sum(stored) FROM fleet.rollup_device_day"))
                .isEqualTo("100");
    }

    @Test
    void theLastPositionIsTheYoungestNotTheLastToArrive() {
        database.execute(RECORD + "VALUES ('V', 'D', 'gt06', '2026-11-21 10:00:00', now64(), 52, 13, 1, 50, 1, 1)");
        database.execute(RECORD + "VALUES ('V', 'D', 'gt06', '2026-11-21 09:00:00', now64(), 51, 12, 1, 50, 1, 2)");
        database.execute(RECORD + "VALUES ('V', 'D', 'gt06', '2026-11-21 11:00:00', now64(), 50, 11, 0, 50, 1, 3)");

        assertThat(database.value("SELECT concat(lat, ' ', count() OVER ()) FROM fleet.vehicle_last_position"))
                .isEqualTo("52 1");
    }

    @Test
    void aRevisedTripReplacesItsOldRowAndADeletedOneIsGone() {
        String trip =
                "INSERT INTO fleet.fact_trip_sessions (trip_id, vehicle_id, state, started_at, distance_m, version, is_deleted) VALUES ";
        database.execute(
                trip
                        + "('T1', 'V', 'OPEN', '2026-12-01 00:01:00', 100, 1, 0), ('T2', 'V', 'CLOSED', '2026-12-01 02:00:00', 9, 1, 0)");
        database.execute(
                trip
                        + "('T1', 'V', 'CLOSED', '2026-11-30 23:58:00', 900, 2, 0), ('T2', 'V', 'CLOSED', '2026-12-01 02:00:00', 9, 2, 1)");

        assertThat(database.value(
                        "SELECT arrayStringConcat(groupArray(concat(trip_id, ' ', state, ' ', distance_m)), ',') FROM"
                                + " fleet.fact_trip_sessions_current"))
                .isEqualTo("T1 CLOSED 900");
    }

    @Test
    void aClosedAlertReplacesItsOpenOneInAnyOrder() {
        String alert =
                "INSERT INTO fleet.fact_alerts (id, rule, severity, state, vehicle_id, opened_at, measures, version) VALUES ";
        database.execute(
                alert + "('A', 'overspeed', 'WARNING', 'CLOSED', 'V', '2026-11-21 10:00:00', map('speedKmh', 97), 2)");
        database.execute(
                alert + "('A', 'overspeed', 'WARNING', 'OPEN', 'V', '2026-11-21 10:00:00', map('speedKmh', 90), 1)");

        assertThat(database.value("SELECT concat(state, ' ', measures['speedKmh']) FROM fleet.fact_alerts_current"))
                .isEqualTo("CLOSED 97");
    }
}
