package io.fleetwire.service.store;

import io.fleetwire.clickhouse.Queries;
import io.fleetwire.engine.score.DriverTotals;
import io.fleetwire.event.Alert;
import io.fleetwire.event.TripSession;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was. Every method throws {@link StoreUnavailableException} while ClickHouse is away. */
public final class History {

    /** A driver's sums, and how many trips they are from. */
    public record Driven(DriverTotals totals, long trips) {}

    /** Later than any alert: a device's clock may run ahead, by a day at most. */
    private static final Instant FAR = Instant.parse("2200-01-01T00:00:00Z");

    private final ClickHouse clickHouse;

    public History(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** A vehicle's newest records of a window, oldest first; {@code next} leads to older ones. */
    public Page<TelemetryItem> telemetry(String vehicleId, Window window) {
        List<TelemetryItem> rows =
                clickHouse.ask(Queries.VEHICLE_TELEMETRY, with(window, Map.of("vehicle", vehicleId))).stream()
                        .map(TelemetryItem::of)
                        .toList();
        Page<TelemetryItem> newestFirst = window.page(rows.reversed(), TelemetryItem::at);
        return new Page<>(newestFirst.items().reversed(), newestFirst.next());
    }

    /** Trips that began in a window, newest first. */
    public Page<TripItem> trips(@Nullable String vehicleId, @Nullable String driverId, Window window) {
        Map<String, Object> filter = Map.of("vehicle", orAny(vehicleId), "driver", orAny(driverId));
        List<TripItem> rows = clickHouse.ask(Queries.TRIPS, with(window, filter)).stream()
                .map(History::trip)
                .toList();
        return window.page(rows, TripItem::startedAt);
    }

    /** Alerts that opened in a window, newest first. */
    public Page<Alert> alerts(
            @Nullable String vehicleId,
            @Nullable String rule,
            Alert.@Nullable Severity severity,
            Alert.@Nullable State state,
            Window window) {
        Map<String, Object> filter = Map.of(
                "vehicle",
                orAny(vehicleId),
                "rule",
                orAny(rule),
                "severity",
                severity == null ? "" : severity.name(),
                "state",
                state == null ? "" : state.name());
        List<Alert> rows = clickHouse.ask(Queries.ALERTS, with(window, filter)).stream()
                .map(History::alert)
                .toList();
        return window.page(rows, Alert::openedAt);
    }

    /** The open alerts of all times, the newest first. */
    public List<Alert> openAlerts(int limit) {
        Window everything = new Window(Instant.EPOCH, FAR, limit, 0);
        Map<String, Object> parameters = with(everything, Map.of("vehicle", "", "rule", "", "severity", ""));
        parameters.put("state", Alert.State.OPEN.name());
        parameters.put("limit", limit);
        return clickHouse.ask(Queries.ALERTS, parameters).stream()
                .map(History::alert)
                .toList();
    }

    /** An alert as it is now; empty: it was withdrawn. */
    public Optional<Alert> alert(Alert before) {
        Window moment = new Window(before.openedAt(), before.openedAt().plusMillis(1), Window.MAX_LIMIT, 0);
        return alerts(before.vehicleId(), before.rule(), null, null, moment).items().stream()
                .filter(alert -> alert.id().equals(before.id()))
                .findFirst();
    }

    /**
     * What arrived of a device's records.
     *
     * @param stored rows of their own
     * @param duplicates records that had a row before
     */
    public record Arrived(long stored, long duplicates) {

        /** Nothing yet. */
        public static final Arrived NOTHING = new Arrived(0, 0);
    }

    /** What arrived of each device's records that were received on these UTC days, by device. */
    public Map<String, Arrived> arrived(LocalDate from, LocalDate to, int devices) {
        Map<String, Object> parameters = Map.of(
                "from",
                seconds(from.atStartOfDay(ZoneOffset.UTC).toInstant()),
                "to",
                seconds(to.atStartOfDay(ZoneOffset.UTC).toInstant()),
                "limit",
                devices);
        Map<String, Arrived> arrived = new HashMap<>();
        for (Row row : clickHouse.ask(Queries.LEDGER, parameters)) {
            arrived.put(row.text("device_id"), new Arrived(row.whole("stored"), row.whole("duplicates")));
        }
        return arrived;
    }

    /** What every driver drove and did in a time, by driver: the fleet's mean is made of all. */
    public Map<String, Driven> drivers(Instant from, Instant to) {
        Map<String, Object> parameters = Map.of("driver", "", "from", seconds(from), "to", seconds(to));
        Map<String, Driven> drivers = new TreeMap<>();
        for (Row row : clickHouse.ask(Queries.DRIVER_EXPOSURE, parameters)) {
            drivers.put(row.text("driver_id"), new Driven(Totals.exposure(row), row.whole("trips")));
        }
        for (Row row : clickHouse.ask(Queries.DRIVER_EVENTS, parameters)) {
            drivers.merge(
                    row.text("driver_id"),
                    new Driven(Totals.events(row), 0),
                    (a, b) -> new Driven(a.totals().plus(b.totals()), a.trips() + b.trips()));
        }
        return drivers;
    }

    private static TripItem trip(Row row) {
        return new TripItem(
                row.text("trip_id"),
                row.text("vehicle_id"),
                row.textOrNull("driver_id"),
                TripSession.State.valueOf(row.text("state")),
                row.instant("started_at"),
                row.instantOrNull("ended_at"),
                row.numberOrNull("start_lat"),
                row.numberOrNull("start_lon"),
                row.numberOrNull("end_lat"),
                row.numberOrNull("end_lon"),
                row.number("distance_m"),
                row.number("duration_s"),
                row.number("idle_s"),
                row.number("max_speed_kmh"),
                row.textOrNull("end_reason"),
                row.flag("short"),
                row.whole("version"),
                null);
    }

    private static Alert alert(Row row) {
        return new Alert(
                row.text("id"),
                row.text("rule"),
                Alert.Severity.valueOf(row.text("severity")),
                Alert.State.valueOf(row.text("state")),
                row.text("vehicle_id"),
                row.textOrNull("driver_id"),
                row.instant("opened_at"),
                row.instantOrNull("closed_at"),
                row.flag("late"),
                row.numberOrNull("lat"),
                row.numberOrNull("lon"),
                row.numbers("measures"),
                row.text("message"),
                row.whole("version"),
                false);
    }

    private static Map<String, Object> with(Window window, Map<String, Object> filter) {
        Map<String, Object> parameters = new HashMap<>(filter);
        parameters.put("from", seconds(window.from()));
        parameters.put("to", seconds(window.to()));
        parameters.put("limit", window.rows());
        return parameters;
    }

    /** Epoch seconds with milliseconds: unambiguous in every session's time zone. */
    private static String seconds(Instant instant) {
        long ms = instant.toEpochMilli();
        return "%d.%03d".formatted(Math.floorDiv(ms, 1_000L), Math.floorMod(ms, 1_000L));
    }

    private static String orAny(@Nullable String wanted) {
        return wanted == null ? "" : wanted;
    }
}
