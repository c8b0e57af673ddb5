package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.rule.ClockOffset;
import io.fleetwire.engine.vehicle.Clocks.Clock;
import io.fleetwire.engine.vehicle.Observation.Reading;
import io.fleetwire.engine.vehicle.VehicleState.Contact;
import io.fleetwire.engine.vehicle.VehicleState.Hearing;
import io.fleetwire.event.Telemetry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it means that a record came at all: the silence is over, and its device's clock is known better. */
final class Hearings {

    /** The attribute with which a corrected record says by how much its time was. */
    static final String CLOCK_OFFSET = "clockOffsetMin";

    private static final long MINUTE_MS = 60_000;

    private final EngineSettings settings;

    Hearings(EngineSettings settings) {
        this.settings = settings;
    }

    /** The state after hearing of a device; what that takes back or tells is added to {@code out}. */
    VehicleState heard(VehicleState state, Telemetry record, List<Revisable> out) {
        Hearing hearing = state.hearing();
        List<Revisable> silence = hearing.silence();
        if (silence != null) {
            out.addAll(new Revision(
                            state.vehicleId(), settings.trips(), state.window().segments(), state.head())
                    .difference(silence, List.of()));
        }
        Clocks clocks = hearing.clocks().after(record.deviceId(), record.deviceTimeMs(), record.receivedAtMs());
        if (clocks != hearing.clocks()) {
            clocks = told(state.vehicleId(), clocks, record, out);
        }
        Contact before = hearing.contact();
        long newestMs = before == null ? record.receivedAtMs() : Math.max(before.receivedAtMs(), record.receivedAtMs());
        return state.hearing(new Hearing(new Contact(record.deviceId(), record.protocol(), newestMs), clocks, null));
    }

    /** The record with the time at which it was made; its attributes say by how much it was off. */
    static Telemetry corrected(Telemetry record, Reading reading) {
        long offsetMs = record.deviceTimeMs() - reading.atMs();
        if (offsetMs == 0) {
            return record;
        }
        Map<String, String> attributes = new LinkedHashMap<>(record.attributes());
        if (attributes.size() < Telemetry.MAX_ATTRIBUTES) {
            attributes.put(CLOCK_OFFSET, Long.toString(offsetMs / MINUTE_MS));
        }
        return new Telemetry(
                record.deviceId(),
                record.vehicleId(),
                record.protocol(),
                reading.atMs(),
                record.receivedAtMs(),
                record.fix(),
                record.ignition(),
                record.odometerM(),
                record.engine(),
                record.power(),
                record.acceleration(),
                record.signals(),
                record.dtcs(),
                record.driverTag(),
                attributes);
    }

    /** Tells that a clock is off once that is certain, and that it no longer is. */
    private static Clocks told(String vehicleId, Clocks clocks, Telemetry record, List<Revisable> out) {
        Clock now = clocks.get(record.deviceId());
        if (now == null || !now.isNews()) {
            return clocks;
        }
        if (now.toldQuarters() != 0) {
            out.add(new ClockOffset(vehicleId, now.deviceId(), now.toldOffsetMs(), now.toldSinceMs())
                    .fact(Instant.ofEpochMilli(now.sinceMs())));
        }
        if (now.quarters() != 0) {
            out.add(new ClockOffset(vehicleId, now.deviceId(), now.offsetMs(), now.sinceMs()).fact(null));
        }
        return clocks.with(now.told());
    }
}
