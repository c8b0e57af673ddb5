package io.fleetwire.engine.vehicle;

import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition;
import io.fleetwire.event.LivePosition.EngineView;
import io.fleetwire.event.LivePosition.PowerView;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.Power;
import io.fleetwire.event.Telemetry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What screens show of a vehicle. */
final class Live {

    private Live() {}

    /** After a record: its own place if it is believed, else the last one, marked as such. */
    static LivePosition of(Telemetry record, CoreState head, Findings findings) {
        Track track = head.track();
        Fix fix = record.fix();
        boolean here = fix != null && findings.rejected.isEmpty();
        Trip trip = head.journey().openTrip();
        return new LivePosition(
                record.vehicleId(),
                record.deviceId(),
                record.protocol(),
                record.at(),
                record.receivedAt(),
                present(track.lat()),
                present(track.lon()),
                here,
                here ? present(track.speedKmh()) : null,
                present(track.headingDeg()),
                head.motion().status(),
                head.motion().ignition(),
                head.driver().id(),
                trip == null ? null : trip.id(),
                present(head.odometerM()),
                fix == null || fix.satellites() == Fix.UNKNOWN_COUNT ? null : (Integer) fix.satellites(),
                view(record.engine()),
                view(record.power()),
                null);
    }

    /** A vehicle that has not been heard of: where it was last. */
    static LivePosition offline(VehicleState state, VehicleState.Contact contact) {
        CoreState head = state.head();
        Track track = head.track();
        long atMs = head.atMs() == Track.NEVER ? contact.receivedAtMs() : head.atMs();
        Trip trip = head.journey().openTrip();
        return new LivePosition(
                state.vehicleId(),
                contact.deviceId(),
                contact.protocol(),
                Instant.ofEpochMilli(atMs),
                Instant.ofEpochMilli(contact.receivedAtMs()),
                present(track.lat()),
                present(track.lon()),
                false,
                null,
                present(track.headingDeg()),
                Status.OFFLINE,
                head.motion().ignition(),
                head.driver().id(),
                trip == null ? null : trip.id(),
                present(head.odometerM()),
                null,
                null,
                null,
                null);
    }

    private static @Nullable EngineView view(Engine engine) {
        return engine.equals(Engine.NONE)
                ? null
                : new EngineView(
                        present(engine.rpm()),
                        present(engine.loadPct()),
                        present(engine.coolantC()),
                        present(engine.throttlePct()),
                        present(engine.fuelLevelPct()),
                        present(engine.fuelRateLph()));
    }

    private static @Nullable PowerView view(Power power) {
        return power.equals(Power.NONE) ? null : new PowerView(present(power.externalV()), present(power.batteryV()));
    }

    private static @Nullable Double present(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }
}
