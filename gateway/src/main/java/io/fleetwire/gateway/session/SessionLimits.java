package io.fleetwire.gateway.session;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.gateway.identity.KnownDevice;
import io.fleetwire.gateway.identity.Pins.Trait;
import io.fleetwire.gateway.identity.Sighting;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.SelfDescription;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches what a device says once it is let in: whether it is still the one it was, and whether it is too much. */
final class SessionLimits {

    private final SessionContext context;
    private final ProtocolAdapter<?> adapter;
    private final String remote;
    private @Nullable Sighting last;

    SessionLimits(SessionContext context, ProtocolAdapter<?> adapter, String deviceId, String remote) {
        this.context = context;
        this.adapter = adapter;
        this.remote = remote;
        last = context.registry().lastSeen().place(deviceId);
    }

    /** Why the session must end before these events and dead letters are stored, which both count; null: it goes on. */
    @Nullable
    CloseReason disconnectCause(KnownDevice device, List<VehicleEvent> events, int deadLetters, Instant now) {
        for (VehicleEvent event : events) {
            if (event instanceof Telemetry record && !(isItself(device, record) && travelled(device, record))) {
                return CloseReason.PINNED;
            }
        }
        if (!context.registry().dailyRecords().take(device.entry().deviceId(), events.size() + deadLetters, now)) {
            context.metrics().limit("daily_records");
            return CloseReason.DAILY_RECORDS;
        }
        return null;
    }

    private boolean isItself(KnownDevice device, Telemetry record) {
        SelfDescription self = adapter.describesItself(record);
        if (self.equals(SelfDescription.NOTHING)) {
            return true;
        }
        Map<Trait, String> shown = new EnumMap<>(Trait.class);
        put(shown, Trait.MODEL, self.model());
        put(shown, Trait.FIRMWARE, self.firmware());
        put(shown, Trait.SIM, self.sim());
        return context.registry().pins().shows(device, remote, shown);
    }

    private static void put(Map<Trait, String> shown, Trait trait, @Nullable String value) {
        if (value != null) {
            shown.put(trait, value);
        }
    }

    private boolean travelled(KnownDevice device, Telemetry record) {
        Sighting here = Sighting.of(record);
        Sighting before = last;
        if (here == null) {
            return true;
        }
        last = here;
        return before == null
                || !here.isImpossibleAfter(before)
                || context.registry().pins().happened(device, Trait.TRAVEL, before.text(), here.text(), remote);
    }

    /** The session ends: the next one is compared with where this one left the device. */
    void ends(String deviceId) {
        if (last != null) {
            context.registry().lastSeen().wasAt(deviceId, last);
        }
    }
}
