package io.fleetwire.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import io.fleetwire.clickhouse.server.EmbeddedClickHouse;
import io.fleetwire.engine.score.DriverScore;
import io.fleetwire.engine.score.DriverTotals;
import io.fleetwire.event.Alert;
import io.fleetwire.event.TripSession;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions against the real engine, with the real schema. */
class HistoryTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.412Z");
    private static final Window DAY = new Window(AT.minus(Duration.ofDays(1)), AT.plus(Duration.ofDays(1)), 100, 0);

    @TempDir
    static Path folder;

    private static EmbeddedClickHouse server;
    private static ClickHouse clickHouse;
    private static History history;

    @BeforeAll
    static void start() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        server = EmbeddedClickHouse.start(folder.resolve("clickhouse"), port);
        clickHouse = new ClickHouse(server.url(), "default", "");
        assertThat(clickHouse.migrate()).isTrue();
        assertThat(clickHouse.migrate()).as("again does nothing").isTrue();
        history = new History(clickHouse);
    }

    @AfterAll
    static void stop() {
        if (clickHouse != null) {
            clickHouse.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void givesAVehiclesRecordsOldestFirstAndPagesBack() throws Exception {
        for (int i = 0; i < 5; i++) {
            execute(
                    "INSERT INTO fleet.fact_telemetry (vehicle_id, device_id, protocol, device_time, received_at, lat, lon,"
                            + " fix_valid, rejected, speed_kmh, ignition, is_anomaly, record_id) VALUES ('VAN-1', 'd', 'gt06', "
                            + time(AT.plusSeconds(i)) + ", " + time(AT) + ", 52.5, 13.4, true, '', " + i
                            + ", NULL, false, " + i + ")");
        }
        Window window = new Window(DAY.from(), DAY.to(), 2, 0);
        Page<TelemetryItem> newest = history.telemetry("VAN-1", window);
        assertThat(newest.items()).extracting(TelemetryItem::speedKmh).containsExactly(3.0, 4.0);
        assertThat(newest.items().getFirst().at()).isEqualTo(AT.plusSeconds(3));
        assertThat(newest.items().getFirst().rejected()).isNull();
        assertThat(newest.items().getFirst().ignition()).isNull();
        Page<TelemetryItem> older = history.telemetry("VAN-1", Window.of(DAY.from(), DAY.to(), 2, newest.next()));
        assertThat(older.items()).extracting(TelemetryItem::speedKmh).containsExactly(1.0, 2.0);
        assertThat(history.telemetry("VAN-1' OR 1=1 --", DAY).items()).isEmpty();
    }

    @Test
    void givesTrips() throws Exception {
        execute(
                "INSERT INTO fleet.fact_trip_sessions (trip_id, vehicle_id, driver_id, state, started_at, ended_at, start_lat,"
                        + " start_lon, distance_m, duration_s, idle_s, max_speed_kmh, end_reason, short, version, is_deleted) VALUES"
                        + " ('t-1', 'VAN-1', '', 'OPEN', " + time(AT)
                        + ", NULL, 52, 13, 1234.5, 60, 0, 50, '', false, 1, 0),"
                        + " ('t-2', 'VAN-1', 'D-3', 'CLOSED', " + time(AT.plusSeconds(9)) + ", "
                        + time(AT.plusSeconds(99))
                        + ", 52, 13, 99, 90, 5, 40, 'GAP', true, 1, 0)");
        assertThat(history.trips(null, null, DAY).items())
                .extracting(TripItem::tripId)
                .containsExactly("t-2", "t-1");
        TripItem open = history.trips("VAN-1", null, DAY).items().getLast();
        assertThat(open.state()).isEqualTo(TripSession.State.OPEN);
        assertThat(open.endedAt()).isNull();
        assertThat(open.driverId()).isNull();
        assertThat(open.distanceM()).isEqualTo(1234.5);
        TripItem closed = history.trips(null, "D-3", DAY).items().getFirst();
        assertThat(closed.endedAt()).isEqualTo(AT.plusSeconds(99));
        assertThat(closed.isShort()).isTrue();
        assertThat(closed.endReason()).isEqualTo("GAP");
    }

    @Test
    void givesAlerts() throws Exception {
        execute(
                "INSERT INTO fleet.fact_alerts (id, rule, severity, state, vehicle_id, driver_id, opened_at, closed_at, late, lat,"
                        + " lon, measures, message, version) VALUES ('a-1', 'overspeed', 'WARNING', 'OPEN', 'VAN-1', 'D-3', "
                        + time(AT)
                        + ", NULL, false, NULL, NULL, map('speedKmh', 97, 'limitKmh', 80), 'too fast', 1)");
        Alert alert = history.alerts("VAN-1", "overspeed", Alert.Severity.WARNING, Alert.State.OPEN, DAY)
                .items()
                .getFirst();
        assertThat(alert)
                .isEqualTo(new Alert(
                        "a-1",
                        "overspeed",
                        Alert.Severity.WARNING,
                        Alert.State.OPEN,
                        "VAN-1",
                        "D-3",
                        AT,
                        null,
                        false,
                        null,
                        null,
                        Map.of("speedKmh", 97.0, "limitKmh", 80.0),
                        "too fast",
                        1,
                        false));
        assertThat(history.alerts(null, null, Alert.Severity.CRITICAL, null, DAY)
                        .items())
                .isEmpty();
    }

    @Test
    void givesEveryOpenAlertHoweverOldAndWhatBecameOfOne() throws Exception {
        Instant old = AT.minus(Duration.ofDays(400));
        execute("INSERT INTO fleet.fact_alerts (id, rule, severity, state, vehicle_id, opened_at, message, version,"
                + " is_deleted) VALUES ('old', 'sos', 'CRITICAL', 'OPEN', 'VAN-9', " + time(old) + ", 'help', 3, 0),"
                + " ('over', 'sos', 'CRITICAL', 'OPEN', 'VAN-9', " + time(old) + ", 'help', 4, 0),"
                + " ('never', 'sos', 'CRITICAL', 'OPEN', 'VAN-9', " + time(old) + ", 'help', 6, 0)");
        Alert over = openOf("VAN-9").getLast();
        assertThat(openOf("VAN-9")).extracting(Alert::id).containsExactly("never", "old", "over");
        execute("INSERT INTO fleet.fact_alerts (id, rule, severity, state, vehicle_id, opened_at, message, version,"
                + " is_deleted) VALUES ('over', 'sos', 'CRITICAL', 'CLOSED', 'VAN-9', " + time(old) + ", 'help', 5, 0),"
                + " ('never', 'sos', 'CRITICAL', 'OPEN', 'VAN-9', " + time(old) + ", 'help', 7, 1)");
        Alert never = new Alert(
                "never",
                "sos",
                Alert.Severity.CRITICAL,
                Alert.State.OPEN,
                "VAN-9",
                null,
                old,
                null,
                false,
                null,
                null,
                Map.of(),
                "help");
        assertThat(openOf("VAN-9")).extracting(Alert::id).containsExactly("old");
        assertThat(history.alert(over).orElseThrow().state()).isEqualTo(Alert.State.CLOSED);
        assertThat(history.alert(over).orElseThrow().version()).isEqualTo(5);
        assertThat(history.alert(never)).isEmpty();
    }

    private static List<Alert> openOf(String vehicleId) {
        return history.openAlerts(100).stream()
                .filter(alert -> alert.vehicleId().equals(vehicleId))
                .toList();
    }

    @Test
    void givesWhatAScoreIsMadeOf() throws Exception {
        execute(
                "INSERT INTO fleet.fact_driver_behavior (event_id, kind, vehicle_id, driver_id, trip_id, at, value, unit,"
                        + " distance_m, duration_s, severity, source, version, is_deleted) VALUES "
                        + behavior("e1", "EXPOSURE", 200_000, 7_200, 0)
                        + "," + behavior("e2", "HARSH_BRAKE", 0, 2, 0)
                        + "," + behavior("e3", "OVERSPEED", 500, 20, 1)
                        + "," + behavior("e4", "OVERSPEED", 500, 30, 3)
                        + "," + behavior("e5", "IDLING", 0, 400, 0)
                        + "," + behavior("e6", "CRASH", 0, 0, 0));
        History.Driven driven =
                Objects.requireNonNull(history.drivers(DAY.from(), DAY.to()).get("D-3"));
        assertThat(driven.totals()).isEqualTo(new DriverTotals(200_000, 7_200, 1, 0, 0, 1, 2, 20, 0, 30, 1, 400));
        assertThat(driven.trips()).isEqualTo(1);
        assertThat(DriverScore.of(driven.totals(), driven.totals()).score()).isBetween(50.0, 70.0);
    }

    @Test
    void saysThatAStoreThatIsAwayIsAway() {
        try (ClickHouse away = new ClickHouse("http://127.0.0.1:1", "default", "")) {
            assertThat(away.isUp()).isFalse();
            assertThat(away.migrate()).isFalse();
            assertThatThrownBy(() -> new History(away).trips(null, null, DAY))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("ClickHouse");
        }
    }

    private static String behavior(String id, String kind, double distanceM, double durationS, int severity) {
        return "('%s', '%s', 'VAN-1', 'D-3', 't-1', %s, 0, '', %s, %s, %d, 'derived', 1, 0)"
                .formatted(id, kind, time(AT), distanceM, durationS, severity);
    }

    private static String time(Instant at) {
        return "fromUnixTimestamp64Milli(%d, 'UTC')".formatted(at.toEpochMilli());
    }

    @SuppressWarnings("try")
    private static void execute(String sql) throws Exception {
        try (Client client = new Client.Builder()
                        .addEndpoint(server.url())
                        .setUsername("default")
                        .setPassword("")
                        .build();
                var done = client.execute(sql).get(30, TimeUnit.SECONDS)) {
            assertThat(done).isNotNull();
        }
    }
}
