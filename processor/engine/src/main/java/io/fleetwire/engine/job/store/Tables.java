package io.fleetwire.engine.job.store;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.engine.fact.Fact.AlertFact;
import io.fleetwire.engine.fact.Fact.AppEventFact;
import io.fleetwire.engine.fact.Fact.BehaviorFact;
import io.fleetwire.engine.fact.Fact.TelemetryFact;
import io.fleetwire.event.Alert;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition.Anomaly;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.wire.RecordId;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The tables the engine writes, column by column as in {@code clickhouse/schema/migrations}. */
final class Tables {

    /**
     * A record with the model's verdict.
     *
     * @param model the version that gave it; empty: none did
     */
    record ScoredRecord(TelemetryFact fact, @Nullable Anomaly anomaly, String model) {
        Telemetry record() {
            return fact.record();
        }
    }

    static final TableFormat<ScoredRecord> TELEMETRY = new TableFormat<ScoredRecord>("fact_telemetry")
            .word("vehicle_id", r -> r.record().vehicleId())
            .text("device_id", r -> r.record().deviceId())
            .word("protocol", r -> r.record().protocol())
            .timeMs("device_time", r -> r.record().deviceTimeMs())
            .timeMs("received_at", r -> r.record().receivedAtMs())
            .float64OrNull("lat", fix(Fix::lat))
            .float64OrNull("lon", fix(Fix::lon))
            .bool("fix_valid", r -> r.record().fix() != null && r.record().fix().valid())
            .word("rejected", r -> r.fact().rejected())
            .float32OrNull("altitude_m", fix(Fix::altitudeM))
            .float32OrNull("speed_kmh", fix(Fix::speedKmh))
            .float32OrNull("heading_deg", fix(Fix::headingDeg))
            .countOrNull(
                    "satellites",
                    r -> r.record().fix() == null
                            ? Fix.UNKNOWN_COUNT
                            : r.record().fix().satellites())
            .float32OrNull("accuracy_m", fix(Fix::accuracyM))
            .boolOrNull("ignition", r -> r.record().ignition())
            .float64OrNull("odometer_m", r -> r.record().odometerM())
            .float32OrNull("rpm", r -> r.record().engine().rpm())
            .float32OrNull("load_pct", r -> r.record().engine().loadPct())
            .float32OrNull("coolant_c", r -> r.record().engine().coolantC())
            .float32OrNull("throttle_pct", r -> r.record().engine().throttlePct())
            .float32OrNull("fuel_level_pct", r -> r.record().engine().fuelLevelPct())
            .float32OrNull("fuel_rate_lph", r -> r.record().engine().fuelRateLph())
            .float32OrNull("external_v", r -> r.record().power().externalV())
            .float32OrNull("battery_v", r -> r.record().power().batteryV())
            .float32OrNull("accel_x_g", r -> r.record().acceleration().xG())
            .float32OrNull("accel_y_g", r -> r.record().acceleration().yG())
            .float32OrNull("accel_z_g", r -> r.record().acceleration().zG())
            .float32OrNull("hdop", fix(Fix::hdop))
            .wordList(
                    "signals",
                    r -> r.record().signals().stream().map(Signal::name).toList())
            .textList("dtcs", r -> r.record().dtcs())
            .text("driver_tag", r -> orEmpty(r.record().driverTag()))
            .word("driver_id", r -> orEmpty(r.fact().driverId()))
            .text("trip_id", r -> orEmpty(r.fact().tripId()))
            .float32OrNull(
                    "anomaly_score",
                    r -> r.anomaly() == null ? ABSENT : r.anomaly().reconstructionError())
            .float32OrNull(
                    "anomaly_threshold",
                    r -> r.anomaly() == null ? ABSENT : r.anomaly().threshold())
            .bool("is_anomaly", r -> r.anomaly() != null && r.anomaly().isAnomaly())
            .wordList(
                    "anomaly_top",
                    r -> r.anomaly() == null ? List.of() : r.anomaly().top())
            .word("model", ScoredRecord::model)
            .bool("late", r -> r.fact().late())
            .words("attributes", r -> r.record().attributes())
            .uint64("record_id", r -> r.fact().recordId());

    static final TableFormat<TripSession> TRIPS = new TableFormat<TripSession>("fact_trip_sessions")
            .text("trip_id", TripSession::tripId)
            .word("vehicle_id", TripSession::vehicleId)
            .word("driver_id", t -> orEmpty(t.driverId()))
            .oneOf("state", TripSession.State.class, TripSession::state)
            .time("started_at", TripSession::startedAt)
            .timeOrNull("ended_at", TripSession::endedAt)
            .float64("start_lat", TripSession::startLat)
            .float64("start_lon", TripSession::startLon)
            .float64OrNull("end_lat", t -> orAbsent(t.endLat()))
            .float64OrNull("end_lon", t -> orAbsent(t.endLon()))
            .float64("distance_m", TripSession::distanceM)
            .float64("duration_s", TripSession::durationS)
            .float64("idle_s", TripSession::idleS)
            .float32("max_speed_kmh", TripSession::maxSpeedKmh)
            .word("end_reason", t -> orEmpty(t.endReason()))
            .bool("short", TripSession::shortTrip)
            .float64("gap_distance_m", t -> t.gapDistanceM() == null ? 0 : t.gapDistanceM())
            .word("distance_source", t -> orEmpty(t.distanceSource()))
            .uint64("version", TripSession::version)
            .uint8("is_deleted", t -> t.deleted() ? 1 : 0);

    static final TableFormat<BehaviorFact> BEHAVIOR = new TableFormat<BehaviorFact>("fact_driver_behavior")
            .text("event_id", BehaviorFact::eventId)
            .word("kind", b -> b.kind().name())
            .word("vehicle_id", BehaviorFact::vehicleId)
            .word("driver_id", b -> orEmpty(b.driverId()))
            .text("trip_id", b -> orEmpty(b.tripId()))
            .time("at", BehaviorFact::at)
            .float64("value", BehaviorFact::value)
            .word("unit", BehaviorFact::unit)
            .float64("distance_m", BehaviorFact::distanceM)
            .float64("duration_s", BehaviorFact::durationS)
            .uint8("severity", BehaviorFact::severity)
            .word("source", BehaviorFact::source)
            .float64OrNull("lat", b -> orAbsent(b.lat()))
            .float64OrNull("lon", b -> orAbsent(b.lon()))
            .uint64("version", BehaviorFact::version)
            .uint8("is_deleted", b -> b.deleted() ? 1 : 0);

    static final TableFormat<AlertFact> ALERTS = new TableFormat<AlertFact>("fact_alerts")
            .text("id", a -> a.alert().id())
            .word("rule", a -> a.alert().rule())
            .oneOf("severity", Alert.Severity.class, a -> a.alert().severity())
            .oneOf("state", Alert.State.class, a -> a.alert().state())
            .word("vehicle_id", a -> a.alert().vehicleId())
            .word("driver_id", a -> orEmpty(a.alert().driverId()))
            .time("opened_at", a -> a.alert().openedAt())
            .timeOrNull("closed_at", a -> a.alert().closedAt())
            .bool("late", a -> a.alert().late())
            .float64OrNull("lat", a -> orAbsent(a.alert().lat()))
            .float64OrNull("lon", a -> orAbsent(a.alert().lon()))
            .numbers("measures", a -> a.alert().measures())
            .text("message", a -> a.alert().message())
            .uint64("version", AlertFact::version)
            .uint8("is_deleted", a -> a.deleted() ? 1 : 0);

    static final TableFormat<Telemetry> DUPLICATES = new TableFormat<Telemetry>("fact_duplicates")
            .word("vehicle_id", Telemetry::vehicleId)
            .text("device_id", Telemetry::deviceId)
            .word("protocol", Telemetry::protocol)
            .timeMs("device_time", Telemetry::deviceTimeMs)
            .timeMs("received_at", Telemetry::receivedAtMs)
            .uint64("record_id", RecordId::of);

    static final TableFormat<AppEventFact> APP_EVENTS = new TableFormat<AppEventFact>("fact_app_events")
            .text("event_id", AppEventFact::eventId)
            .word("vehicle_id", AppEventFact::vehicleId)
            .text("device_id", e -> orEmpty(e.deviceId()))
            .word("driver_id", e -> orEmpty(e.driverId()))
            .word("kind", AppEventFact::kind)
            .time("at", AppEventFact::at)
            .text("trip_id", e -> orEmpty(e.tripId()))
            .text("order_id", e -> orEmpty(e.orderId()))
            .text("stop_id", e -> orEmpty(e.stopId()))
            .float64OrNull("lat", e -> orAbsent(e.lat()))
            .float64OrNull("lon", e -> orAbsent(e.lon()))
            .text("note", e -> orEmpty(e.note()))
            .time("received_at", AppEventFact::receivedAt);

    /** Every table; a row names its table by its place here, also in checkpoints and outboxes: new ones go to the end. */
    static final List<TableFormat<?>> ALL = List.of(TELEMETRY, TRIPS, BEHAVIOR, ALERTS, DUPLICATES, APP_EVENTS);

    private Tables() {}

    private static ToDoubleFunction<ScoredRecord> fix(ToDoubleFunction<Fix> value) {
        return r -> r.record().fix() == null
                ? ABSENT
                : value.applyAsDouble(r.record().fix());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static double orAbsent(@Nullable Double value) {
        return value == null ? ABSENT : value;
    }
}
