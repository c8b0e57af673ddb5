package io.fleetwire.protocol.gt06;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.gt06.Gt06Message.AddressRequest;
import io.fleetwire.protocol.gt06.Gt06Message.Alarm;
import io.fleetwire.protocol.gt06.Gt06Message.Cell;
import io.fleetwire.protocol.gt06.Gt06Message.Cells;
import io.fleetwire.protocol.gt06.Gt06Message.CommandReply;
import io.fleetwire.protocol.gt06.Gt06Message.Heartbeat;
import io.fleetwire.protocol.gt06.Gt06Message.Information;
import io.fleetwire.protocol.gt06.Gt06Message.Location;
import io.fleetwire.protocol.gt06.Gt06Message.Login;
import io.fleetwire.protocol.gt06.Gt06Message.Neighbour;
import io.fleetwire.protocol.gt06.Gt06Message.Position;
import io.fleetwire.protocol.gt06.Gt06Message.Status;
import io.fleetwire.protocol.gt06.Gt06Message.TimeRequest;
import io.fleetwire.protocol.gt06.Gt06Message.Unknown;
import io.fleetwire.protocol.gt06.Gt06Message.Upload;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Message to telemetry. A message without a clock happened when it was received; a position is never made up. */
final class Gt06Events {

    private final @Nullable String model;
    private final Telemetry.Builder event;
    private final Map<String, String> attributes = new LinkedHashMap<>(16);

    private Gt06Events(String imei, @Nullable String model, long deviceTimeMs, long receivedAtMs) {
        this.model = model;
        event = Telemetry.builder(imei, Gt06Adapter.ID, deviceTimeMs).receivedAtMs(receivedAtMs);
    }

    /**
     * @throws IllegalArgumentException naming the quantity that is outside its range
     */
    static Telemetry telemetry(Gt06Session session, String imei, Gt06Message message, Instant receivedAt) {
        long receivedAtMs = receivedAt.toEpochMilli();
        long clockMs = clockMs(message);
        long deviceTimeMs = clockMs == Position.UNSET ? receivedAtMs : clockMs - session.clockAheadMs(message.type());
        Gt06Events events = new Gt06Events(imei, session.profile().model(), deviceTimeMs, receivedAtMs);
        events.attributes.put("type", Gt06Codec.hex(message.type()));
        events.put("serial", message.serial());
        events.add(message);
        return events.event.attributes(events.attributes).build();
    }

    private static long clockMs(Gt06Message message) {
        return switch (message) {
            case Location location -> location.position().clockMs();
            case Alarm alarm -> {
                Position position = alarm.position();
                yield position == null ? Position.UNSET : position.clockMs();
            }
            case Cells cells -> cells.clockMs();
            case Login ignored -> Position.UNSET;
            case Heartbeat ignored -> Position.UNSET;
            case TimeRequest ignored -> Position.UNSET;
            case AddressRequest ignored -> Position.UNSET;
            case Information ignored -> Position.UNSET;
            case CommandReply ignored -> Position.UNSET;
            case Unknown ignored -> Position.UNSET;
        };
    }

    private void add(Gt06Message message) {
        switch (message) {
            case Location location -> location(location);
            case Alarm alarm -> alarm(alarm);
            case Heartbeat heartbeat -> heartbeat(heartbeat);
            case Cells cells -> cells(cells);
            case Information information -> information(information);
            case CommandReply reply -> {
                attributes.put("commandFlag", HexFormat.of().toHexDigits(reply.flag()));
                attributes.put("text", reply.text());
            }
            case AddressRequest request -> attributes.put("body", request.body());
            case Unknown unknown -> {
                attributes.put("body", unknown.body());
                if (unknown.bytes() > Gt06Codec.MAX_KEPT_BYTES) {
                    put("bodyBytes", unknown.bytes());
                }
            }
            case Login ignored -> {}
            case TimeRequest ignored -> {}
        }
    }

    private void location(Location location) {
        Position position = location.position();
        event.fix(position.fix()).ignition(position.ignition());
        cell(location.cell());
        Upload upload = location.upload();
        if (upload != null) {
            event.ignition(upload.ignition());
            put("uploadMode", upload.mode());
            attributes.put("reupload", String.valueOf(upload.again()));
        }
        rest(location.mileageM(), location.tail());
    }

    private void alarm(Alarm alarm) {
        Position position = alarm.position();
        if (position != null) {
            event.fix(position.fix());
        }
        cell(alarm.cell());
        status(alarm.status());
        alarmCode(alarm.code(), alarm.standard());
        if (alarm.fence() >= 0) {
            put("fence", alarm.fence());
        }
        rest(alarm.mileageM(), alarm.tail());
    }

    private void heartbeat(Heartbeat heartbeat) {
        status(heartbeat.status());
        if (heartbeat.alarm() != 0) {
            alarmCode(heartbeat.alarm(), true);
        }
        rest(Gt06Message.NO_MILEAGE, heartbeat.tail());
    }

    private void cells(Cells cells) {
        if (!cells.cells().isEmpty()) {
            cell(cells.cells().getFirst().cell());
            attributes.put("cells", cells.cells().stream().map(Gt06Events::text).collect(Collectors.joining(" ")));
        }
        put("timingAdvance", cells.timingAdvance());
        if (!cells.wifi().isEmpty()) {
            attributes.put("wifi", String.join(" ", cells.wifi()));
        }
    }

    private static String text(Neighbour neighbour) {
        return neighbour.cell().lac() + ":" + neighbour.cell().cid() + ":" + neighbour.rssi();
    }

    private void information(Information information) {
        if (information.subtype() >= 0) {
            attributes.put("information", Gt06Codec.hex(information.subtype()));
        }
        voltage(information.externalV());
        event.driverTag(information.facts().get(Gt06Information.RFID));
        attributes.putAll(information.facts());
    }

    private void alarmCode(int code, boolean standard) {
        put("alarm", code);
        Gt06AlarmCode alarm = Gt06AlarmCode.of(code, model);
        if (alarm == null || !standard) {
            return;
        }
        attributes.put("alarmName", alarm.name());
        signal(alarm.signal);
    }

    private void status(Status status) {
        int info = status.info();
        event.ignition((info & Gt06Status.ACC) != 0);
        signal(Gt06Status.signal(info));
        flag("oilCut", info & Gt06Status.OIL_CUT);
        flag("gpsTracking", info & Gt06Status.GPS_TRACKING);
        flag("charging", info & Gt06Status.CHARGING);
        flag("armed", info & Gt06Status.ARMED);
        if (status.voltageLevel() >= 0) {
            put("voltageLevel", status.voltageLevel());
            int batteryPct = Gt06Status.batteryPct(status.voltageLevel());
            if (batteryPct >= 0) {
                put("batteryPct", batteryPct);
            }
        }
        put("gsm", status.gsm());
        voltage(status.externalV());
    }

    private void voltage(double externalV) {
        if (Measure.has(externalV)) {
            event.power(new Power(externalV, ABSENT));
        }
    }

    private void signal(@Nullable Signal signal) {
        if (signal != null) {
            event.signal(signal);
        }
    }

    private void cell(@Nullable Cell cell) {
        if (cell != null) {
            put("mcc", cell.mcc());
            put("mnc", cell.mnc());
            put("lac", cell.lac());
            put("cid", cell.cid());
        }
    }

    private void rest(long mileageM, String tail) {
        if (mileageM != Gt06Message.NO_MILEAGE) {
            event.odometerM((double) mileageM);
        }
        if (!tail.isEmpty()) {
            attributes.put("tail", tail);
        }
    }

    private void put(String name, long value) {
        attributes.put(name, Long.toString(value));
    }

    private void flag(String name, int bit) {
        attributes.put(name, bit != 0 ? "true" : "false");
    }
}
