package io.fleetwire.protocol.jt808;

import static io.fleetwire.event.Measure.ABSENT;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.jt808.Jt808Message.Batch;
import io.fleetwire.protocol.jt808.Jt808Message.Driver;
import io.fleetwire.protocol.jt808.Jt808Message.Framed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Message to telemetry. A message without a clock happened when it was received; a position is never made up. */
final class Jt808Events {

    private static final double UNITS_PER_DEGREE = 1e6;
    private static final int NO_CLOCK = -1;

    private final String deviceId;
    private final Jt808Model model;
    private final ZoneOffset zone;
    private final ZoneOffset lockZone;
    private final long receivedAtMs;
    private final List<Telemetry> rows = new ArrayList<>();

    private Jt808Events(String deviceId, DeviceProfile profile, Instant receivedAt) {
        this.deviceId = deviceId;
        this.model = Jt808Model.of(profile.model());
        ZoneOffset own = profile.timeZone();
        this.zone = own == null ? Jt808Fields.BEIJING : own;
        this.lockZone = own == null ? ZoneOffset.UTC : own;
        this.receivedAtMs = receivedAt.toEpochMilli();
    }

    /**
     * What came of a message.
     *
     * @param body of which {@code message} was read: kept where it says what cannot be
     * @param profile its zone is the terminal's clock's; without one +08:00 as the standard says, UTC for locks
     */
    static List<Telemetry> of(
            Framed message, ByteBuf body, String deviceId, DeviceProfile profile, Instant receivedAt) {
        try {
            return read(message, deviceId, profile, receivedAt);
        } catch (Malformed e) {
            return unread(message, body, e.reason(), deviceId, profile, receivedAt);
        } catch (IllegalArgumentException e) {
            // A quantity outside its range: the event's own constructor says which.
            return unread(message, body, String.valueOf(e.getMessage()), deviceId, profile, receivedAt);
        }
    }

    private static List<Telemetry> read(Framed message, String deviceId, DeviceProfile profile, Instant receivedAt)
            throws Malformed {
        Jt808Events events = new Jt808Events(deviceId, profile, receivedAt);
        events.add(message);
        return events.rows;
    }

    private static List<Telemetry> unread(
            Framed message, ByteBuf body, String reason, String deviceId, DeviceProfile profile, Instant receivedAt) {
        Jt808Events events = new Jt808Events(deviceId, profile, receivedAt);
        events.fact(Jt808Codec.unread(message.header(), body, reason), NO_CLOCK);
        return events.rows;
    }

    /** A sentence of a lock. */
    static Telemetry of(Jt808Message.Sentence sentence, Instant receivedAt) {
        Jt808Row row =
                new Jt808Row(sentence.deviceId(), receivedAt.toEpochMilli(), receivedAt.toEpochMilli(), Jt808Model.ANY);
        row.put("type", "sentence");
        row.put("text", sentence.text());
        return row.build();
    }

    private void add(Framed message) throws Malformed {
        switch (message) {
            case Batch batch -> batch(batch);
            case Jt808Message.Location location -> location(message.header(), location.position(), "");
            case Jt808Message.LocationAnswer answer ->
                location(message.header(), answer.position(), Integer.toString(answer.to()));
            case Jt808Message.Media media -> {
                Jt808Row row = row(message.header(), clockMs(media.position().clock()));
                Jt808Facts.tell(message, row);
                tell(message.header(), media.position(), row);
                rows.add(row.build());
            }
            case Jt808Message.Transparent data -> {
                Jt808Row row = row(message.header(), Jt808Transparent.timeMs(data.kind(), data.data(), zone));
                Jt808Transparent.read(data.kind(), data.data(), row);
                rows.add(row.build());
            }
            case Driver driver -> fact(message, clockMs(driver.clock()));
            case Jt808Message.Battery battery -> fact(message, clockMs(battery.clock()));
            case Jt808Message.Motion ignored -> fact(message, NO_CLOCK);
            case Jt808Message.Unread ignored -> fact(message, NO_CLOCK);
            case Jt808Message.LockReport lock ->
                fact(message, Jt808Fields.clockMsDayFirst(lock.report().clock(), lockZone));
            case Jt808Message.Register ignored -> fact(message, NO_CLOCK);
            case Jt808Message.Authenticate ignored -> fact(message, NO_CLOCK);
            case Jt808Message.Heartbeat ignored -> fact(message, NO_CLOCK);
            case Jt808Message.Unregister ignored -> fact(message, NO_CLOCK);
            case Jt808Message.TimeQuery ignored -> fact(message, NO_CLOCK);
            case Jt808Message.TerminalAnswer ignored -> fact(message, NO_CLOCK);
            case Jt808Message.Parameters ignored -> fact(message, NO_CLOCK);
            case Jt808Message.Attributes ignored -> fact(message, NO_CLOCK);
            case Jt808Message.MediaEvent ignored -> fact(message, NO_CLOCK);
            case Jt808Message.Text ignored -> fact(message, NO_CLOCK);
            case Jt808Message.Unknown ignored -> fact(message, NO_CLOCK);
        }
    }

    private void fact(Framed message, long clockMs) {
        Jt808Row row = row(message.header(), clockMs);
        Jt808Facts.tell(message, row);
        rows.add(row.build());
    }

    private void location(Jt808Header header, Jt808Position position, String to) throws Malformed {
        Jt808Row row = row(header, clockMs(position.clock()));
        row.put("answerTo", to);
        tell(header, position, row);
        rows.add(row.build());
    }

    /** A broken location harms no other: it is a record with its bytes. */
    private void batch(Batch batch) {
        for (int i = 0; i < batch.parts().size(); i++) {
            byte[] part = batch.parts().get(i);
            try {
                Jt808Position position = Jt808Position.read(Unpooled.wrappedBuffer(part));
                Jt808Row row = row(batch.header(), clockMs(position.clock()));
                row.put("stored", batch.kind() == 1 ? "true" : "");
                tell(batch.header(), position, row);
                rows.add(row.build());
            } catch (Malformed | IllegalArgumentException e) {
                Jt808Row row = row(batch.header(), NO_CLOCK);
                row.put("undecoded", "location " + (i + 1) + ": " + e.getMessage());
                row.put("body", ByteBufUtil.hexDump(part, 0, Math.min(part.length, Jt808Codec.MAX_KEPT_BYTES)));
                rows.add(row.build());
            }
        }
    }

    private Jt808Row row(Jt808Header header, long clockMs) {
        Jt808Row row = new Jt808Row(deviceId, clockMs == NO_CLOCK ? receivedAtMs : clockMs, receivedAtMs, model);
        row.put("type", Jt808Type.hex(header.type()));
        row.put("serial", header.serial());
        return row;
    }

    private long clockMs(String clock) throws Malformed {
        return clock.equals(Jt808Fields.UNSET_CLOCK) ? NO_CLOCK : Jt808Fields.clockMs(clock, zone);
    }

    private static void tell(Jt808Header header, Jt808Position position, Jt808Row row) {
        place(position, row);
        if (position.alarm() != 0) {
            row.put("alarm", "%08x".formatted(position.alarm()));
            StringBuilder names = new StringBuilder();
            for (Jt808Alarm alarm : Jt808Alarm.in(position.alarm(), dialect(header, position, row.model()))) {
                names.append(names.isEmpty() ? "" : " ").append(alarm.name());
                row.signal(alarm.signal);
            }
            row.put("alarmNames", names.toString());
        }
        Jt808Items.read(position.items(), row);
        if (position.items().isEmpty() && Jt808Items.fixedTail(position.tail(), row)) {
            return;
        }
        row.put("tail", position.tail());
    }

    private static Jt808Alarm.Since dialect(Jt808Header header, Jt808Position position, Jt808Model model) {
        if (model == Jt808Model.PADLOCK) {
            return Jt808Alarm.Since.PADLOCK;
        }
        if (model == Jt808Model.AOVX || position.items().stream().anyMatch(Jt808VendorItems::namesAovx)) {
            return Jt808Alarm.Since.AOVX;
        }
        return header.is2019() ? Jt808Alarm.Since.V2019 : Jt808Alarm.Since.VENDORS_BEFORE_2019;
    }

    /** Status and place. */
    static void place(Jt808Position position, Jt808Row row) {
        Jt808Status.read(position.status(), row);
        if (position.isNowhere()) {
            return;
        }
        row.fix(new Fix(
                degrees(position.lat(), (position.status() & Jt808Status.SOUTH) != 0),
                degrees(position.lon(), (position.status() & Jt808Status.WEST) != 0),
                (position.status() & Jt808Status.LOCATED) != 0,
                position.altitude(),
                position.speed() / 10.0,
                position.course() <= 360 ? position.course() : ABSENT,
                Fix.UNKNOWN_COUNT,
                ABSENT,
                ABSENT));
    }

    static double degrees(long units, boolean negative) {
        return (negative ? -units : units) / UNITS_PER_DEGREE;
    }
}
