package io.fleetwire.event.wire;

import io.fleetwire.event.AccessEntry;
import io.fleetwire.event.Alert;
import io.fleetwire.event.AuditEvent;
import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.LedgerEntry;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.TappedFrame;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.TripSession;
import io.fleetwire.event.wire.Topic.Retention;
import java.util.List;

/** Every topic of the stack. */
public final class Topics {

    public static final Topic<Telemetry> TELEMETRY_RAW =
            new Topic<>("fleet.telemetry.raw", Telemetry::vehicleId, TelemetryFormat.INSTANCE, Retention.HISTORY);

    public static final Topic<TripEvent> TRIP_EVENTS =
            new Topic<>("fleet.trip.events", TripEvent::vehicleId, AppEvents.TRIP, Retention.HISTORY);

    public static final Topic<DriverEvent> DRIVER_EVENTS =
            new Topic<>("fleet.events.driver", DriverEvent::vehicleId, AppEvents.DRIVER, Retention.HISTORY);

    public static final Topic<Alert> ALERTS =
            new Topic<>("fleet.alerts.outbound", Alert::vehicleId, Json.of(Alert.class), Retention.HISTORY);

    /** The newest position of each vehicle, however long ago; deleted with the vehicle's last device. */
    public static final Topic<LivePosition> LIVE =
            new Topic<>("fleet.live", LivePosition::vehicleId, Json.of(LivePosition.class), Retention.LATEST);

    public static final Topic<TripSession> TRIPS =
            new Topic<>("fleet.trips", TripSession::vehicleId, Json.of(TripSession.class), Retention.BRIEF);

    public static final Topic<ConfigEntry> CONFIG =
            new Topic<>("fleet.config", ConfigEntry::key, Json.of(ConfigEntry.class), Retention.COMPACTED);

    public static final Topic<Command> COMMANDS =
            new Topic<>("fleet.commands", Command::deviceId, Json.of(Command.class), Retention.HISTORY);

    public static final Topic<CommandResult> COMMAND_RESULTS = new Topic<>(
            "fleet.commands.results", CommandResult::deviceId, Json.of(CommandResult.class), Retention.HISTORY);

    public static final Topic<DeadLetter> DEAD_LETTERS = new Topic<>(
            "fleet.deadletter",
            letter -> letter.deviceId() == null ? "" : letter.deviceId(),
            Json.of(DeadLetter.class),
            Retention.BOUNDED_HISTORY);

    public static final Topic<AccessEntry> ACCESS =
            new Topic<>("fleet.access", AccessEntry::key, Json.of(AccessEntry.class), Retention.COMPACTED);

    public static final Topic<AuditEvent> AUDIT =
            new Topic<>("fleet.audit", AuditEvent::actor, Json.of(AuditEvent.class), Retention.YEAR);

    /** What devices and the gateway say to each other while somebody listens in. */
    public static final Topic<TappedFrame> TAPS =
            new Topic<>("fleet.taps", TappedFrame::deviceId, Json.of(TappedFrame.class), Retention.BRIEF);

    /** What each gateway has had from each device. */
    public static final Topic<LedgerEntry> LEDGER =
            new Topic<>("fleet.ledger", LedgerEntry::key, Json.of(LedgerEntry.class), Retention.NEWEST_OF_A_WEEK);

    private Topics() {}

    /** All of them, as a set-up script needs them. */
    public static List<Topic<?>> all() {
        return List.of(
                TELEMETRY_RAW,
                TRIP_EVENTS,
                DRIVER_EVENTS,
                ALERTS,
                LIVE,
                TRIPS,
                CONFIG,
                COMMANDS,
                COMMAND_RESULTS,
                DEAD_LETTERS,
                ACCESS,
                AUDIT,
                TAPS,
                LEDGER);
    }
}
