package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.vehicle.Observation.AppReport;
import io.fleetwire.engine.vehicle.Observation.Reading;
import io.fleetwire.engine.vehicle.proto.AppReportRecord;
import io.fleetwire.engine.vehicle.proto.ObservationRecord;
import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Observations as Protobuf: a window has hundreds, so the values that are there are packed. What the core never reads is left out. */
final class ObservationCodec {

    private ObservationCodec() {}

    /**
     * An observation as Protobuf.
     *
     * @param devices the ids of the devices that observations refer to by their index; a new one is added
     */
    static ObservationRecord encode(Observation observation, List<String> devices) {
        ObservationRecord.Builder b = ObservationRecord.newBuilder()
                .setAtMs(observation.atMs())
                .setId(observation.id())
                .setLagMs(observation.receivedAtMs() - observation.atMs());
        return switch (observation) {
            case Reading reading -> reading(b, reading, devices);
            case AppReport report -> b.setReport(report(report)).build();
        };
    }

    /**
     * The observation again.
     *
     * @throws IllegalArgumentException where it is of a device that is not among those
     */
    static Observation decode(ObservationRecord r, List<String> devices) {
        return r.hasReport() ? report(r) : reading(r, devices);
    }

    private static ObservationRecord reading(ObservationRecord.Builder b, Reading reading, List<String> devices) {
        int device = devices.indexOf(reading.deviceId());
        if (device < 0) {
            device = devices.size();
            devices.add(reading.deviceId());
        }
        b.setDevice(device).setKind(reading.kind());
        double[] values = values(reading);
        int present = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                present |= 1 << i;
                b.addValues(values[i]);
            }
        }
        b.setPresent(present);
        if (reading.fix() != null) {
            b.setHasFix(true).setFixValid(reading.fix().valid());
        }
        if (reading.ignition() != null) {
            b.setIgnition(reading.ignition());
        }
        for (Signal signal : reading.signals()) {
            b.addSignals(signal.name());
        }
        Fields.put(reading.driverTag(), b::setDriverTag);
        return b.build();
    }

    /** The order of the values is the format: it only grows at its end. */
    private static double[] values(Reading reading) {
        Fix fix = reading.fix();
        Engine engine = reading.engine();
        return new double[] {
            fix == null ? Double.NaN : fix.lat(),
            fix == null ? Double.NaN : fix.lon(),
            fix == null ? Double.NaN : fix.speedKmh(),
            fix == null ? Double.NaN : fix.headingDeg(),
            fix == null || fix.satellites() == Fix.UNKNOWN_COUNT ? Double.NaN : fix.satellites(),
            fix == null ? Double.NaN : fix.hdop(),
            fix == null ? Double.NaN : fix.accuracyM(),
            reading.odometerM(),
            engine.rpm(),
            engine.loadPct(),
            engine.coolantC(),
            engine.throttlePct(),
            engine.fuelLevelPct(),
            engine.fuelRateLph(),
            reading.power().externalV(),
            reading.acceleration().xG(),
            reading.acceleration().yG(),
            reading.busSpeedKmh()
        };
    }

    private static Reading reading(ObservationRecord r, List<String> devices) {
        if (!devices.isEmpty() && r.getDevice() >= devices.size()) {
            throw new IllegalArgumentException("an observation of a device that is not among the vehicle's");
        }
        // A state of an older version names no devices.
        String deviceId = devices.isEmpty() ? "" : devices.get(r.getDevice());
        double[] v = new double[Integer.SIZE];
        int next = 0;
        for (int i = 0; i < v.length; i++) {
            v[i] = (r.getPresent() & 1 << i) == 0 ? Measure.ABSENT : r.getValues(next++);
        }
        return new Reading(
                r.getAtMs(),
                r.getId(),
                r.getAtMs() + r.getLagMs(),
                deviceId,
                r.getKind(),
                v[17],
                r.getHasFix() ? fix(v, r.getFixValid()) : null,
                r.hasIgnition() ? (Boolean) r.getIgnition() : null,
                v[7],
                new Engine(v[8], v[9], v[10], v[11], v[12], v[13]),
                new Power(v[14], Measure.ABSENT),
                new Acceleration(v[15], v[16], Measure.ABSENT),
                signals(r.getSignalsList()),
                r.hasDriverTag() ? r.getDriverTag() : null);
    }

    private static Fix fix(double[] v, boolean valid) {
        int satellites = Double.isNaN(v[4]) ? Fix.UNKNOWN_COUNT : (int) v[4];
        return new Fix(v[0], v[1], valid, Measure.ABSENT, v[2], v[3], satellites, v[5], v[6]);
    }

    private static Set<Signal> signals(List<String> names) {
        if (names.isEmpty()) {
            return Set.of();
        }
        Set<Signal> signals = EnumSet.noneOf(Signal.class);
        names.forEach(name -> signals.add(Signal.valueOf(name)));
        return signals;
    }

    private static AppReportRecord report(AppReport report) {
        AppReportRecord.Builder b =
                AppReportRecord.newBuilder().setKind(report.kind().name());
        Fields.put(report.driverId(), b::setDriverId);
        Fields.put(report.lat(), b::setLat);
        Fields.put(report.lon(), b::setLon);
        return b.build();
    }

    private static AppReport report(ObservationRecord r) {
        AppReportRecord report = r.getReport();
        @Nullable String driverId = report.hasDriverId() ? report.getDriverId() : null;
        return new AppReport(
                r.getAtMs(),
                r.getId(),
                r.getAtMs() + r.getLagMs(),
                AppReport.Kind.valueOf(report.getKind()),
                driverId,
                Fields.or(report.hasLat(), report.getLat()),
                Fields.or(report.hasLon(), report.getLon()));
    }
}
