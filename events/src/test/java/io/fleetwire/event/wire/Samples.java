package io.fleetwire.event.wire;

import io.fleetwire.event.Acceleration;
import io.fleetwire.event.AccessEntry;
import io.fleetwire.event.Alert;
import io.fleetwire.event.AuditEvent;
import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.DeadLetter;
import io.fleetwire.event.DriverEvent;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LedgerEntry;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Role;
import io.fleetwire.event.Signal;
import io.fleetwire.event.TappedFrame;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.TripEvent;
import io.fleetwire.event.TripSession;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of each event, with every field set: those of {@code docs/messages.md} where it has one. */
final class Samples {

    static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private Samples() {}

    /** The record of {@code docs/messages.md}. */
    static Telemetry.Builder contract() {
        return Telemetry.builder("356307042441013", "teltonika", AT.toEpochMilli())
                .vehicleId("VAN-7")
                .receivedAtMs(AT.toEpochMilli() + 412)
                .fix(new Fix(52.5163, 13.3777, true, 35, 48.2, 271, 11, 0.9, 5))
                .ignition(true)
                .odometerM(182_345_120)
                .engine(new Engine(1_726, 41.2, 88, 17, 62, 5.1))
                .power(new Power(13.8, 4.05))
                .acceleration(new Acceleration(0.02, -0.11, 1))
                .signal(Signal.HARSH_BRAKE)
                .dtcs(List.of("P0133"))
                .driverTag("0100001A2B3C4D")
                .attributes(Map.of("io_113", "77"));
    }

    /** A record that says only who and when, and what was there before: nothing of it may become a 0. */
    static Telemetry bare() {
        return Telemetry.builder("obd-1", "obd", AT.toEpochMilli())
                .engine(new Engine(Measure.ABSENT, 0, Measure.ABSENT, Measure.ABSENT, Measure.ABSENT, Measure.ABSENT))
                .build();
    }

    static Alert alert() {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("speedKmh", 97.0);
        measures.put("limitKmh", 80.0);
        measures.put("durationS", 14.0);
        return new Alert(
                "VAN-7/overspeed/1795255200000",
                "overspeed",
                Alert.Severity.WARNING,
                Alert.State.CLOSED,
                "VAN-7",
                "ada",
                AT,
                AT.plusSeconds(14),
                false,
                52.5163,
                13.3777,
                measures,
                "97 km/h where 80 are allowed, for 14 s",
                3,
                false);
    }

    /** What an episode looks like while it lasts, without a driver or a place. */
    static Alert openAlert() {
        return new Alert(
                "VAN-7/silent/1795255200000",
                "silent",
                Alert.Severity.CRITICAL,
                Alert.State.OPEN,
                "VAN-7",
                null,
                AT,
                null,
                true,
                null,
                null,
                Map.of(),
                "nothing heard for 15 minutes",
                1,
                false);
    }

    /** What later records took back. */
    static Alert withdrawnAlert() {
        return openAlert().withdrawn(4);
    }

    static TripEvent tripEvent() {
        return new TripEvent(
                "app-7",
                "VAN-7",
                "ada",
                TripEvent.Kind.DELIVERED,
                AT,
                "T-1",
                "A-1",
                "S-3",
                52.5163,
                13.3777,
                "left with the neighbour");
    }

    static DriverEvent driverEvent() {
        return new DriverEvent(
                "ada", "app-7", "VAN-7", DriverEvent.Kind.SHIFT_START, AT, 52.5163, 13.3777, "all in order");
    }

    static LivePosition live() {
        return new LivePosition(
                "VAN-7",
                "356307042441013",
                "teltonika",
                AT,
                AT.plusMillis(412),
                52.5163,
                13.3777,
                true,
                48.2,
                271.0,
                LivePosition.Status.MOVING,
                true,
                "ada",
                "T-1",
                182_345_120.0,
                11,
                new LivePosition.EngineView(1_726.0, 41.2, 88.0, 17.0, 62.0, 5.1),
                new LivePosition.PowerView(13.8, 4.05),
                new LivePosition.Anomaly(0.0719, 1.5, false, List.of("coolantC")));
    }

    /** A device that never had a fix. */
    static LivePosition silent() {
        return new LivePosition(
                "obd-1",
                "obd-1",
                "obd",
                AT,
                null,
                null,
                null,
                false,
                null,
                null,
                LivePosition.Status.OFFLINE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static TripSession trip() {
        return new TripSession(
                "T-1",
                "VAN-7",
                "ada",
                TripSession.State.CLOSED,
                AT,
                AT.plusSeconds(1_800),
                52.5163,
                13.3777,
                52.4,
                13.5,
                18_400,
                1_800,
                120,
                97,
                "IGNITION_OFF",
                false,
                250.0,
                "ODOMETER",
                3,
                false);
    }

    static DeadLetter deadLetter() {
        return new DeadLetter(
                DeadLetter.Origin.GATEWAY,
                "teltonika",
                "356307042441013",
                "checksum is 0000c7c1, should be 0000c7cf",
                AT,
                new byte[] {0, 1, 2, (byte) 0xFF});
    }

    static Command command() {
        return new Command(
                "c-1",
                "356307042441013",
                "output",
                Map.of("bits", "11", "seconds", "5"),
                AT.plusSeconds(60),
                "ada",
                AT,
                true);
    }

    static CommandResult commandResult() {
        return new CommandResult("c-1", "356307042441013", CommandResult.Status.DONE, "DOUT1:1", AT, "gateway-1");
    }

    static ConfigEntry device() {
        return new ConfigEntry.Device(
                "356307042441013",
                "VAN-7",
                "teltonika",
                ConfigEntry.Device.Status.ACTIVE,
                "ab12",
                Map.of("model", "FMB640", "lenientChecksum", "true"),
                AT);
    }

    static ConfigEntry bareDevice() {
        return new ConfigEntry.Device("obd-1", "obd-1", null, ConfigEntry.Device.Status.DISABLED, null, Map.of(), AT);
    }

    static ConfigEntry.Pinned pinned() {
        return new ConfigEntry.Pinned(
                "356307042441013",
                3,
                Map.of("sim", "8949000000000000001", "protocol", "gt06"),
                List.of(new ConfigEntry.Pinned.Flag(
                        "sim",
                        "8949000000000000001",
                        "8949000000000000002",
                        "192.0.2.7",
                        Instant.parse("2026-11-21T10:00:00Z"),
                        2)));
    }

    static ConfigEntry tap() {
        return new ConfigEntry.Tap("356307042441013", AT.plusSeconds(600));
    }

    static TappedFrame tappedFrame() {
        return new TappedFrame(
                "356307042441013", "teltonika", TappedFrame.Direction.TO_DEVICE, AT, "00000001", false, 2);
    }

    static ConfigEntry unknownDevice() {
        return new ConfigEntry.UnknownDevice("356307042441013", "teltonika", "192.0.2.7", AT, AT.plusSeconds(60), 3);
    }

    static ConfigEntry vehicle() {
        return new ConfigEntry.Vehicle("VAN-7", ConfigEntry.VehicleClass.VAN, 80.0);
    }

    static ConfigEntry geofence() {
        return new ConfigEntry.Geofence(
                "depot",
                "Depot",
                ConfigEntry.Geofence.Shape.POLYGON,
                List.of(List.of(13.3, 52.5), List.of(13.4, 52.5), List.of(13.4, 52.6)),
                null,
                null,
                Set.of(ConfigEntry.Geofence.Crossing.EXIT, ConfigEntry.Geofence.Crossing.ENTER));
    }

    static AccessEntry user() {
        return new AccessEntry.User(
                "jane", Role.OPERATOR, "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", false, AT, "token/first", AT);
    }

    static AccessEntry token() {
        return new AccessEntry.Token("first", "the first administrator", Role.ADMIN, "9f86d081", AT, "start", null);
    }

    static AccessEntry session() {
        return new AccessEntry.Session("k3v9", "60303ae2", "user/jane", "192.0.2.7", AT, AT.plusSeconds(604_800));
    }

    static AccessEntry used() {
        return new AccessEntry.Used("token/first", AT);
    }

    static LedgerEntry ledgerEntry() {
        return new LedgerEntry(
                "356307042441013",
                "teltonika",
                "gateway-1",
                LocalDate.of(2026, 11, 21),
                AT,
                120,
                118,
                117,
                110,
                8,
                1,
                1,
                2,
                2,
                AT.minusSeconds(3),
                AT.minusSeconds(4),
                "wrong checksum");
    }

    static AuditEvent audit() {
        return new AuditEvent(
                AT,
                "jane",
                Role.OPERATOR,
                "192.0.2.7",
                "POST /api/v1/devices",
                "356307042441013",
                AuditEvent.Outcome.DONE,
                201);
    }
}
