package io.fleetwire.protocol.queclink;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Message to telemetry: one record for each location, and one without a fix where there is none. What the message says about the vehicle belongs to its
 * last location (GV300CAN V12, 3.3.1).
 *
 * <p>Only the satellites' time is UTC for sure. The send time is the device's own clock, which many owners set to their zone, so it is read in the zone of
 * the device's profile, UTC where there is none; and because nothing is sent before it happened or after it was received, a time outside of that is not
 * believed.
 */
final class QueclinkEvents {

    private QueclinkEvents() {}

    /**
     * The records, in the order of the message.
     *
     * @throws IllegalArgumentException naming the quantity that is outside its range
     */
    static List<Telemetry> telemetry(Named named, DeviceProfile profile, Instant receivedAt) {
        Sentence sentence = named.sentence();
        Values values = values(named);
        long sentMs = sentMs(sentence, profile, receivedAt.toEpochMilli());
        List<Location> locations = named.locations();
        List<Telemetry> events = new ArrayList<>(Math.max(1, locations.size()));
        for (int i = 0; i < locations.size() - 1; i++) {
            events.add(event(named, locations.get(i), headOf(named), sentMs, receivedAt));
        }
        events.add(event(named, locations.isEmpty() ? null : locations.getLast(), values, sentMs, receivedAt));
        return events;
    }

    /** A message of a known type whose content is not what the type says. */
    static Telemetry unread(String deviceId, ByteBuf bytes, String reason, Instant receivedAt) {
        Values values = new Values();
        values.put("undecoded", reason);
        values.put("body", bytes.toString(StandardCharsets.ISO_8859_1));
        long at = receivedAt.toEpochMilli();
        Telemetry.Builder event =
                Telemetry.builder(deviceId, QueclinkAdapter.ID, at).receivedAtMs(at);
        values.into(event);
        return event.build();
    }

    private static Telemetry event(
            Named named, @Nullable Location location, Values values, long sentMs, Instant receivedAt) {
        Sentence sentence = named.sentence();
        Fix fix = location == null ? null : location.fix(sentence, values.satellites());
        long atMs = sentMs;
        if (location != null && fix != null) {
            long fixMs = location.fixMs(sentence);
            atMs = fix.valid() ? fixMs : Math.max(fixMs, sentMs);
        }
        if (location != null) {
            network(sentence, location, values);
        }
        Telemetry.Builder event = Telemetry.builder(sentence.deviceId(), QueclinkAdapter.ID, atMs)
                .receivedAtMs(receivedAt.toEpochMilli())
                .fix(fix);
        values.into(event);
        return event.build();
    }

    private static long sentMs(Sentence sentence, DeviceProfile profile, long receivedAtMs) {
        long clockMs = sentence.sentMs();
        if (clockMs == Clock.UNSET) {
            return receivedAtMs;
        }
        long aheadMs = profile.timeZone() == null ? 0 : profile.timeZone().getTotalSeconds() * 1_000L;
        return Math.min(clockMs - aheadMs, receivedAtMs);
    }

    /** What every record of a message says. */
    private static Values headOf(Named named) {
        Values values = new Values();
        values.put("type", "GT" + named.sentence().type());
        if (!named.sentence().count().isEmpty()) {
            values.put("count", named.sentence().count());
        }
        if (!named.model().name().isEmpty()) {
            values.put("model", named.model().name());
        }
        return values;
    }

    private static Values values(Named named) {
        Sentence sentence = named.sentence();
        Values values = headOf(named);
        for (int i = sentence.nameAt(); i < sentence.bodyEnd(); i++) {
            String text = sentence.field(i);
            if (!text.isEmpty()) {
                String name = named.isUnknown(i) ? "field" + i : named.bodyName(i);
                if (name != null) {
                    values.add(name, text);
                }
            }
        }
        if (sentence.kind() == Sentence.Kind.ACKNOWLEDGEMENT) {
            values.put("command", "GT" + sentence.type());
        } else {
            Signals.of(sentence.type(), values.reportType()).forEach(values::signal);
            if (sentence.type().equals("DIS") && values.reportId() > 0 && values.reportType() >= 0) {
                values.put("in" + values.reportId(), String.valueOf(values.reportType() == 1));
            }
            if (sentence.type().equals("NMR") && values.reportType() >= 0) {
                values.put("moving", String.valueOf(values.reportType() == 1));
            }
            Boolean ignition = Signals.ignition(sentence.type(), values.reportType(), named.model());
            if (ignition != null) {
                values.ignition(ignition);
            }
        }
        return values;
    }

    /** The cell, and the access points where there are some, for whoever can look them up. */
    private static void network(Sentence sentence, Location location, Values values) {
        if (location.cellAt() >= 0) {
            number(values, "mcc", sentence.field(location.cellAt()), 10);
            number(values, "mnc", sentence.field(location.cellAt() + 1), 10);
            number(values, "lac", sentence.field(location.cellAt() + 2), 16);
            number(values, "cid", sentence.field(location.cellAt() + 3), 16);
        }
        if (location.wifiFrom() >= 0) {
            StringBuilder wifi = new StringBuilder();
            int count = Integer.parseInt(sentence.field(location.wifiFrom()));
            for (int i = 0; i < count; i++) {
                int at = location.wifiFrom() + 1 + 5 * i;
                wifi.append(wifi.isEmpty() ? "" : " ")
                        .append(sentence.field(at))
                        .append('/')
                        .append(sentence.field(at + 1));
            }
            values.put("wifi", wifi.toString());
        }
    }

    private static void number(Values values, String name, String text, int radix) {
        if (!text.isEmpty()) {
            values.put(name, String.valueOf(Long.parseLong(text, radix)));
        }
    }
}
