package io.fleetwire.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.query.GenericRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query against the real engine, on a small fleet whose answers can be worked out by hand. */
class QueriesTest {
    private static final Set<Queries> CHECKED = EnumSet.noneOf(Queries.class);

    @TempDir
    static Path folder;

    private static Database database;

    @BeforeAll
    static void start() throws IOException {
        database = new Database(folder);
        new Migrator(database.client()).migrate();
        fill();
    }

    @AfterAll
    static void stop() {
        database.close();
        assertThat(CHECKED).as("queries with a test").containsExactlyInAnyOrder(Queries.values());
    }

    private static void fill() {
        database.execute(
                "INSERT INTO fleet.fact_telemetry (vehicle_id, device_id, protocol, device_time, received_at, lat, lon,"
                        + " fix_valid, speed_kmh, is_anomaly, late, record_id) SELECT 'VAN-' || toString(1 + number % 2), 'D', 'gt06',"
                        + " toDateTime64('2026-11-21 10:00:00', 3, 'UTC') + number, toDateTime64('2026-11-21 10:10:00', 3, 'UTC'), 52,"
                        + " 13 + number / 1000, 1, number, number = 7, number < 3, number FROM numbers(60)");
        database.execute(
                "INSERT INTO fleet.fact_trip_sessions (trip_id, vehicle_id, driver_id, state, started_at, ended_at,"
                        + " distance_m, duration_s, idle_s, max_speed_kmh, end_reason, short, version, is_deleted) VALUES"
                        + " ('T1', 'VAN-1', 'D-1', 'CLOSED', '2026-11-21 08:00:00', '2026-11-21 09:00:00', 30000, 3600, 60, 90, 'IGNITION_OFF', 0, 3, 0),"
                        + " ('T2', 'VAN-1', 'D-2', 'OPEN', '2026-11-21 10:00:00', NULL, 1000, 60, 0, 50, '', 0, 1, 0),"
                        + " ('T3', 'VAN-2', 'D-1', 'CLOSED', '2026-11-20 23:59:59', '2026-11-21 00:10:00', 5, 9, 0, 4, 'GAP', 1, 1, 0)");
        database.execute(
                "INSERT INTO fleet.fact_driver_behavior (event_id, kind, vehicle_id, driver_id, trip_id, at, value, unit,"
                        + " distance_m, duration_s, severity, source, version, is_deleted) VALUES"
                        + " ('e1', 'EXPOSURE', 'VAN-1', 'D-1', 'T1', '2026-11-21 08:30:00', 0, '', 20000, 1800, 0, 'derived', 1, 0),"
                        + " ('e2', 'EXPOSURE', 'VAN-1', 'D-1', 'T1', '2026-11-21 09:00:00', 0, '', 10000, 1800, 0, 'derived', 1, 0),"
                        + " ('e3', 'EXPOSURE', 'VAN-1', '', '', '2026-11-21 09:00:00', 0, '', 10000, 1800, 0, 'derived', 1, 0),"
                        + " ('e4', 'HARSH_BRAKE', 'VAN-1', 'D-1', 'T1', '2026-11-21 08:10:00', 4.1, 'm/s2', 0, 2, 1, 'device', 1, 0),"
                        + " ('e5', 'HARSH_BRAKE', 'VAN-1', 'D-1', 'T1', '2026-11-21 08:20:00', 5.2, 'm/s2', 0, 2, 1, 'device', 1, 0),"
                        + " ('e6', 'HARSH_BRAKE', 'VAN-1', 'D-1', 'T1', '2026-11-21 08:20:00', 9, 'm/s2', 0, 2, 1, 'device', 2, 1),"
                        + " ('e7', 'OVERSPEED', 'VAN-1', 'D-1', 'T1', '2026-11-01 08:20:00', 99, 'km/h', 500, 20, 2, 'derived', 1, 0)");
        database.execute(
                "INSERT INTO fleet.fact_alerts (id, rule, severity, state, vehicle_id, opened_at, measures, message,"
                        + " version) VALUES"
                        + " ('A1', 'overspeed', 'WARNING', 'CLOSED', 'VAN-1', '2026-11-21 08:00:00', map('speedKmh', 97, 'limitKmh', 80), 'fast', 2),"
                        + " ('A2', 'sos', 'CRITICAL', 'OPEN', 'VAN-2', '2026-11-21 09:00:00', map(), 'help', 1)");
    }

    @Test
    void vehicleTelemetryGivesTheNewestRowsOldestFirst() {
        List<GenericRecord> rows = run(Queries.VEHICLE_TELEMETRY, Map.of("vehicle", "VAN-1", "limit", 3));

        assertThat(rows).extracting(row -> row.getDouble("speed_kmh")).containsExactly(54.0, 56.0, 58.0);
        assertThat(rows.getLast().getInstant("at")).isEqualTo("2026-11-21T10:00:58Z");
    }

    @Test
    void tripsAreFilteredAndNewestFirst() {
        assertThat(run(Queries.TRIPS, Map.of()))
                .extracting(row -> row.getString("trip_id"))
                .containsExactly("T2", "T1");
        assertThat(run(Queries.TRIPS, Map.of("driver", "D-1", "from", "2026-11-01 00:00:00")))
                .extracting(row -> row.getString("trip_id"))
                .containsExactly("T1", "T3");
        assertThat(run(Queries.TRIPS, Map.of("vehicle", "nobody's'"))).isEmpty();
    }

    @Test
    void alertsAreFilteredByEachField() {
        assertThat(run(Queries.ALERTS, Map.of()))
                .extracting(row -> row.getString("id"))
                .containsExactly("A2", "A1");
        for (Map<String, Object> filter : List.<Map<String, Object>>of(
                Map.of("vehicle", "VAN-1"),
                Map.of("rule", "overspeed"),
                Map.of("severity", "WARNING"),
                Map.of("state", "CLOSED"))) {
            assertThat(run(Queries.ALERTS, filter))
                    .as(filter.toString())
                    .extracting(row -> row.getString("id"))
                    .containsExactly("A1");
        }
    }

    @Test
    void aDriversScoreCanBeComputedOverAnyWindow() {
        GenericRecord exposure = run(Queries.DRIVER_EXPOSURE, Map.of()).getFirst();
        assertThat(exposure.getString("driver_id")).isEqualTo("D-1");
        assertThat(exposure.getDouble("distance_m")).isEqualTo(30_000);
        assertThat(exposure.getLong("trips")).isEqualTo(1);

        assertThat(run(Queries.DRIVER_EVENTS, Map.of()))
                .extracting(row -> row.getString("kind") + " " + row.getLong("events") + " " + row.getDouble("worst"))
                .containsExactly("HARSH_BRAKE 2 5.2");
        assertThat(run(Queries.DRIVER_EVENTS, Map.of("from", "2026-11-01 00:00:00", "driver", "D-1")))
                .extracting(row -> row.getString("kind"))
                .containsExactly("HARSH_BRAKE", "OVERSPEED");
    }

    @Test
    void theLedgerCountsRowsAndCopiesByTheDayTheyWereReceived() {
        database.execute("INSERT INTO fleet.fact_duplicates (vehicle_id, device_id, protocol, device_time, received_at,"
                + " record_id) SELECT 'VAN-1', if(number < 4, 'D', 'E'), 'gt06', '2026-11-01 10:00:00',"
                + " if(number = 0, '2026-11-20 23:59:59.999', '2026-11-21 00:00:00'), number FROM numbers(6)");

        assertThat(run(Queries.LEDGER, Map.of("to", "2026-11-21 00:00:00")))
                .extracting(row ->
                        row.getString("device_id") + " " + row.getLong("stored") + " " + row.getLong("duplicates"))
                .containsExactly("D 60 3", "E 0 2");
        assertThat(run(Queries.LEDGER, Map.of("from", "2026-11-22 00:00:00"))).isEmpty();
    }

    @Test
    void everyFileHasItsConstantAndTheOtherWayRound() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("queries"))) {
            Set<Queries> named = files.map(
                            file -> Queries.named(file.getFileName().toString().replace(".sql", "")))
                    .collect(Collectors.toSet());
            assertThat(named).containsExactlyInAnyOrder(Queries.values());
        }
        assertThatThrownBy(() -> Queries.named("nosuch")).hasMessageContaining("nosuch");
    }

    /** Any vehicle, any driver, the whole of 2026-11-21, unless said otherwise. */
    private static List<GenericRecord> run(Queries query, Map<String, Object> given) {
        CHECKED.add(query);
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "vehicle",
                "",
                "driver",
                "",
                "rule",
                "",
                "severity",
                "",
                "state",
                "",
                "from",
                "2026-11-21 00:00:00",
                "to",
                "2026-11-22 00:00:00",
                "limit",
                1000));
        parameters.putAll(given);
        return database.run(query, parameters);
    }
}
