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
    static LivePosition of(Telemetry record, CoreState head, StepOutput output) {
        Track track = head.track();
        Fix fix = record.fix();
        boolean here = fix != null && output.rejected.isEmpty();
        Trip trip = head.tripTracker().openTrip();
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
                head.motion().ignition().shown(),
                head.driver().id(),
                trip == null ? null : trip.id(),
                present(head.odometerM()),
                fix == null || fix.satellites() == Fix.UNKNOWN_COUNT ? null : (Integer) fix.satellites(),
                view(record.engine()),
                view(record.power()),
                null);
    }

    /** A vehicle that was silent and is heard again by a record that tells of the past: what is known of it by now. */
    static LivePosition heard(Telemetry record, CoreState head) {
        Trip trip = head.tripTracker().openTrip();
        return last(
                head,
                record.vehicleId(),
                new VehicleState.Contact(record.deviceId(), record.protocol(), record.receivedAtMs()),
                record.receivedAt(),
                head.motion().status(),
                trip == null ? null : trip.id());
    }

    /** A vehicle that fell silent: where it was last. No record is behind it, so it says no receive time, and its trip is over. */
    static LivePosition offline(VehicleState state, VehicleState.Contact contact) {
        return last(state.head(), state.vehicleId(), contact, null, Status.OFFLINE, null);
    }

    private static LivePosition last(
            CoreState head,
            String vehicleId,
            VehicleState.Contact contact,
            @Nullable Instant receivedAt,
            Status status,
            @Nullable String tripId) {
        Track track = head.track();
        long atMs = head.atMs() == Track.NEVER ? contact.receivedAtMs() : head.atMs();
        return new LivePosition(
                vehicleId,
                contact.deviceId(),
                contact.protocol(),
                Instant.ofEpochMilli(atMs),
                receivedAt,
                present(track.lat()),
                present(track.lon()),
                false,
                null,
                present(track.headingDeg()),
                status,
                head.motion().ignition().shown(),
                head.driver().id(),
                tripId,
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
