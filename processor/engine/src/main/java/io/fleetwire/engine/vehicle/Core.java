package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.EngineSettings.Cleaning;
import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.rule.DeviceSilence;
import io.fleetwire.engine.rule.Gaps;
import io.fleetwire.engine.rule.GeofenceCrossing;
import io.fleetwire.engine.rule.Moment;
import io.fleetwire.engine.rule.Rules;
import io.fleetwire.engine.rule.Watches;
import io.fleetwire.engine.vehicle.Observation.AppReport;
import io.fleetwire.engine.vehicle.Observation.Reading;
import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.LivePosition.Status;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The inner machine: observations in their order, each once. It knows nothing of late ones: for those it is run again. */
final class Core {

    private static final long SILENT_DAY_MS = 86_400_000;

    private final EngineSettings settings;
    private final Cleaning cleaning;
    private final Trips trips;
    private final Moments moments;

    Core(EngineSettings settings) {
        this.settings = settings;
        this.cleaning = settings.cleaning();
        this.trips = settings.trips();
        this.moments = new Moments(settings);
    }

    CoreState step(String vehicleId, CoreState state, Observation observation, FleetConfig config, Findings findings) {
        CoreState valid = expired(vehicleId, state, observation.atMs(), findings);
        return switch (observation) {
            case Reading reading -> {
                heardAgain(vehicleId, valid, reading, config, findings);
                yield read(vehicleId, valid, reading, config, findings);
            }
            case AppReport report -> report(vehicleId, valid, report, config, findings);
        };
    }

    /**
     * What is to be said of a vehicle that has fallen silent: as if nothing more will come. It is taken back as far as records that come later disprove it.
     *
     * @return empty where no device was ever heard
     */
    List<Revisable> silence(String vehicleId, CoreState state, FleetConfig config) {
        Device device = state.devices().newest();
        if (device == null) {
            return List.of();
        }
        Findings findings = new Findings();
        long laterMs = Math.max(state.atMs(), device.lastMs()) + SILENT_DAY_MS;
        Reading nothing = new Reading(
                laterMs,
                0,
                laterMs,
                device.id(),
                0,
                Measure.ABSENT,
                null,
                null,
                Measure.ABSENT,
                Engine.NONE,
                Power.NONE,
                Acceleration.NONE,
                Set.of(),
                null);
        read(vehicleId, state, nothing, config, findings);
        findings.conclusions.add(silent(vehicleId, state, device, config).open());
        return findings.conclusions;
    }

    /** How long the vehicle may be silent before it counts as such: three times its device's own usual interval, within bounds. */
    long silentAfterMs(CoreState state, String deviceId, FleetConfig config) {
        Device device = state.devices().get(deviceId);
        long usualMs = device == null ? 0 : device.usualMs(isActive(state));
        return settings.silence().afterMs(usualMs, config.offlineAfterMs(deviceId));
    }

    /** A record after a silence: the alert that told of it is over. */
    private void heardAgain(String vehicleId, CoreState state, Reading reading, FleetConfig config, Findings findings) {
        Device device = state.devices().newest();
        if (device != null && reading.atMs() - device.lastMs() >= silentAfterMs(state, device.id(), config)) {
            findings.conclusions.add(silent(vehicleId, state, device, config)
                    .over(reading.atMs(), reading.receivedAtMs() - reading.atMs()));
        }
    }

    private DeviceSilence silent(String vehicleId, CoreState state, Device device, FleetConfig config) {
        return new DeviceSilence(
                vehicleId,
                device.id(),
                state.driver().id(),
                device.lastMs(),
                silentAfterMs(state, device.id(), config),
                isActive(state),
                state.track().lat(),
                state.track().lon());
    }

    private static boolean isActive(CoreState state) {
        return state.motion().status() != Status.STOPPED;
    }

    /** The state without a shift whose end was forgotten. */
    private CoreState expired(String vehicleId, CoreState state, long atMs, Findings findings) {
        if (!state.driver().isExpired(atMs, trips.shiftMs())) {
            return state;
        }
        long endMs = state.driver().sinceMs() + trips.shiftMs();
        Journey journey = state.journey().handOver(vehicleId, endMs, Driver.NOBODY, findings.conclusions);
        return new CoreState(
                state.atMs(),
                state.id(),
                Driver.NOBODY,
                state.track(),
                state.motion(),
                journey,
                state.watches(),
                state.presences(),
                state.features(),
                state.odometerM(),
                state.devices());
    }

    private CoreState read(String vehicleId, CoreState state, Reading reading, FleetConfig config, Findings findings) {
        Device before = state.devices().orNew(reading.deviceId());
        Devices devices = state.devices().heard(reading, isActive(state));
        Device device = devices.orNew(reading.deviceId());
        Leg leg = leg(state, devices, reading, findings);
        Driver driver = state.driver().tagged(reading.driverTag());
        double odometerRoseM = reading.odometerM() - before.odometerM();
        Motion moved = state.motion().step(reading, leg, device, odometerRoseM, trips);
        boolean moves = Motion.movesWithoutFix(reading, odometerRoseM, trips) && !moved.parked();
        long idleGapMs = Gaps.allowedMs(trips.idleGapMs(), before.active().usualMs());
        Journey.Scene scene = new Journey.Scene(vehicleId, driver, before, device, moves, idleGapMs, trips);
        Journey journey = state.journey()
                .handOver(vehicleId, reading.atMs(), driver, findings.conclusions)
                .step(scene, leg, state.motion(), moved, findings.conclusions);
        Motion motion = journey.openTrip() != null && moved.start() != null ? moved.onTrip() : moved;
        Moments.Sight sight = new Moments.Sight(
                reading, leg, driver, motion, journey.openTrip(), before, devices.detectHarsh(reading.atMs()));
        Moment moment = moments.of(vehicleId, state, sight, config);
        FeatureMemory features = state.features().step(reading, leg);
        if (!findings.rejected.equals(Devices.SECONDARY) && FeatureMemory.canSee(reading, leg, motion)) {
            findings.features = state.features().features(reading, leg, features);
        }
        return new CoreState(
                reading.atMs(),
                reading.id(),
                driver,
                leg.to(),
                motion,
                journey,
                Rules.step(state.watches(), moment, findings.conclusions),
                GeofenceCrossing.step(state.presences(), moment, config, findings.conclusions),
                features,
                Double.isNaN(reading.odometerM()) ? state.odometerM() : reading.odometerM(),
                devices);
    }

    private CoreState report(
            String vehicleId, CoreState state, AppReport report, FleetConfig config, Findings findings) {
        Driver driver = switch (report.kind()) {
            case SHIFT_START, TRIP_START -> state.driver().shiftStarted(report.driverId(), report.atMs());
            case SHIFT_END -> state.driver().shiftEnded(report.driverId());
            case TRIP_END, SOS -> state.driver();
        };
        Journey journey = state.journey().handOver(vehicleId, report.atMs(), driver, findings.conclusions);
        Motion motion = state.motion();
        if (report.kind() == AppReport.Kind.TRIP_START || report.kind() == AppReport.Kind.TRIP_END) {
            journey = journey.drawLine(vehicleId, report.atMs(), motion, trips, findings.conclusions);
            motion = motion.onTrip();
        }
        Watches watches = state.watches();
        if (report.kind() == AppReport.Kind.SOS) {
            Moment moment = moments.of(vehicleId, state, report, driver, config);
            watches = Rules.step(watches, moment, findings.conclusions);
        }
        return new CoreState(
                report.atMs(),
                report.id(),
                driver,
                state.track(),
                motion,
                journey,
                watches,
                state.presences(),
                state.features(),
                state.odometerM(),
                state.devices());
    }

    private Leg leg(CoreState state, Devices devices, Reading reading, Findings findings) {
        Track from = state.track();
        Fix fix = reading.fix();
        if (fix == null) {
            return Leg.unplaced(reading.atMs(), from, from);
        }
        findings.rejected = doubt(from, devices, reading, fix);
        if (!findings.rejected.isEmpty()) {
            Track to = findings.rejected.equals(Track.JUMP) ? from.suspecting(fix, reading.atMs(), cleaning) : from;
            return Leg.unplaced(reading.atMs(), from, to);
        }
        long spanMs = from.isEmpty() ? 0 : reading.atMs() - from.atMs();
        boolean gap = spanMs
                > Gaps.allowedMs(trips.gapLegMs(), usualFixMs(state.devices().get(reading.deviceId())), trips.gapMs());
        if (from.holds(fix)) {
            return new Leg(true, reading.atMs(), from, from.held(reading.atMs()), 0, spanMs, gap);
        }
        double distanceM = from.distanceTo(fix, reading.atMs(), cleaning);
        long sinceMs = from.isEmpty() ? 0 : reading.atMs() - from.placeMs();
        Track to = Track.at(fix, reading.atMs(), distanceM, sinceMs);
        return new Leg(true, reading.atMs(), from, to, distanceM, spanMs, gap);
    }

    private String doubt(Track from, Devices devices, Reading reading, Fix fix) {
        String doubt = from.doubt(fix, reading.atMs(), cleaning, trips.movingKmh());
        return doubt.isEmpty() && !devices.primary().equals(reading.deviceId()) ? Devices.SECONDARY : doubt;
    }

    private static long usualFixMs(@Nullable Device device) {
        return device == null ? 0 : device.placing().pace().usualMs();
    }
}
