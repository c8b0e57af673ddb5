package io.fleetwire.protocol.queclink;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages in the HEX form to telemetry: one record for each place, one without a fix where there is none. */
final class HexEvents {

    private static final int LOW_BATTERY = 6;
    private static final int CRASH = 23;
    private static final int IGNITION_ON = 45;
    private static final int IGNITION_OFF = 46;

    private HexEvents() {}

    static List<Telemetry> telemetry(HexMessage message, DeviceProfile profile, Instant receivedAt) {
        long sentMs = sentMs(message, profile, receivedAt.toEpochMilli());
        if (message.points().isEmpty()) {
            return List.of(event(message, sentMs, receivedAt)
                    .attributes(head(message, profile))
                    .build());
        }
        List<Telemetry> events = new ArrayList<>(message.points().size());
        for (HexMessage.Point point : message.points()) {
            Fix fix = point.fix();
            long atMs = fix.valid() ? point.fixMs() : Math.max(point.fixMs(), sentMs);
            Map<String, String> attributes = head(message, profile);
            attributes.put("mcc", String.valueOf(point.mcc()));
            attributes.put("mnc", String.valueOf(point.mnc()));
            attributes.put("lac", String.valueOf(point.lac()));
            attributes.put("cid", String.valueOf(point.cell()));
            events.add(event(message, atMs, receivedAt)
                    .fix(fix.lat() == 0 && fix.lon() == 0 ? null : fix)
                    .attributes(attributes)
                    .build());
        }
        return events;
    }

    private static Telemetry.Builder event(HexMessage message, long atMs, Instant receivedAt) {
        Telemetry.Builder event =
                Telemetry.builder(message.deviceId(), QueclinkAdapter.ID, atMs).receivedAtMs(receivedAt.toEpochMilli());
        if (message.supplyMv() >= 0) {
            event.power(new Power(message.supplyMv() / 1_000.0, Measure.ABSENT));
        }
        event.odometerM(message.odometerM());
        if (message.state() >= 0) {
            event.ignition(Signals.ignition(message.state()));
        }
        if (message.kind().endsWith("VT")) {
            happened(message.type(), event);
        }
        return event;
    }

    private static void happened(int type, Telemetry.Builder event) {
        switch (type) {
            case LOW_BATTERY -> event.signal(Signal.LOW_BATTERY);
            case CRASH -> event.signal(Signal.CRASH);
            case IGNITION_ON -> event.ignition(true);
            case IGNITION_OFF -> event.ignition(false);
            default -> {
                // its number says it
            }
        }
    }

    private static long sentMs(HexMessage message, DeviceProfile profile, long receivedAtMs) {
        if (message.sentMs() == Clock.UNSET) {
            return receivedAtMs;
        }
        long aheadMs = profile.timeZone() == null ? 0 : profile.timeZone().getTotalSeconds() * 1_000L;
        return Math.min(message.sentMs() - aheadMs, receivedAtMs);
    }

    private static Map<String, String> head(HexMessage message, DeviceProfile profile) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("type", "+" + message.kind() + (message.type() < 0 ? "" : " " + message.type()));
        attributes.put("count", "%04X".formatted(message.number()));
        attributes.put("firmware", "%04X".formatted(message.firmware()));
        String model = Model.of(profile, message.deviceType()).name();
        if (!model.isEmpty()) {
            attributes.put("model", model);
        }
        if (message.batteryPct() >= 0) {
            attributes.put(
                    message.batteryPct() <= 100 ? "batteryPct" : "batteryRaw", String.valueOf(message.batteryPct()));
        }
        if (message.state() >= 0) {
            attributes.put("state", "%02x".formatted(message.state()));
        }
        if (message.satellites() >= 0) {
            attributes.put("satellites", String.valueOf(message.satellites()));
        }
        if (!message.more().isEmpty()) {
            attributes.put("more", cut(message.more()));
        }
        if (!message.body().isEmpty()) {
            attributes.put("body", cut(message.body()));
        }
        return attributes;
    }

    private static String cut(String hex) {
        return hex.substring(0, Math.min(hex.length(), Telemetry.MAX_ATTRIBUTE_VALUE));
    }
}
