package io.fleetwire.sim.device;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.gt06.Gt06Adapter;
import io.fleetwire.protocol.gt06.Gt06Device;
import io.fleetwire.protocol.teltonika.TeltonikaAdapter;
import io.fleetwire.protocol.teltonika.TeltonikaDevice;
import io.fleetwire.sim.world.CarState;
import java.time.Instant;
import java.util.List;

/** Trackers that speak unasked. */
final class OfflineTrackers {

    private OfflineTrackers() {}

    /** A record a second. */
    static OfflineDevice teltonika(String imei, long driverTag) {
        TeltonikaDevice device = new TeltonikaDevice(imei, true);
        OfflineSession<?> gateway = OfflineSession.begin(new TeltonikaAdapter(), device.login());
        return shown -> gateway.hear(device.packet(List.of(TeltonikaTracker.record(shown, driverTag))), instant(shown));
    }

    /** A location every two seconds. */
    static OfflineDevice gt06(String imei) {
        return new Gt06(imei);
    }

    private static Instant instant(CarState moment) {
        return Instant.ofEpochMilli(moment.atMs());
    }

    private static final class Gt06 implements OfflineDevice {

        private final Gt06Device device;
        private final OfflineSession<?> gateway;
        private long lastReportMs;

        Gt06(String imei) {
            this.device = new Gt06Device(imei, Gt06Stream.CELL);
            this.gateway = OfflineSession.begin(new Gt06Adapter(), device.login());
        }

        @Override
        public List<Telemetry> sense(CarState m) {
            if (m.atMs() - lastReportMs < Gt06Tracker.REPORT_EVERY_MS) {
                return List.of();
            }
            lastReportMs = m.atMs();
            Instant at = instant(m);
            return gateway.hear(
                    device.location(at, Gt06Tracker.fix(m), m.ignition(), Gt06Device.MODE_TIME, false, m.odometerM()),
                    at);
        }
    }
}
