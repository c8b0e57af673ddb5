package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.EngineSettings.Cleaning;
import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.rule.DeviceSilence;
import io.fleetwire.engine.rule.EpisodeStates;
import io.fleetwire.engine.rule.Gaps;
import io.fleetwire.engine.rule.GeofenceCrossing;
import io.fleetwire.engine.rule.RuleInput;
import io.fleetwire.engine.rule.Rules;
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
final class OrderedMachine {

    private static final long SILENT_DAY_MS = 86_400_000;

    private final EngineSettings settings;
    private final Cleaning cleaning;
    private final Trips trips;
    private final Moments moments;

    OrderedMachine(EngineSettings settings) {
        this.settings = settings;
        this.cleaning = settings.cleaning();
        this.trips = settings.trips();
        this.moments = new Moments(settings);
    }

    CoreState step(String vehicleId, CoreState state, Observation observation, FleetConfig config, StepOutput output) {
        CoreState valid = expired(vehicleId, state, observation.atMs(), output);
        return switch (observation) {
            case Reading reading -> {
                heardAgain(vehicleId, valid, reading, config, output);
                yield read(vehicleId, valid, reading, config, output);
            }
            case AppReport report -> report(vehicleId, valid, report, config, output);
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
        StepOutput output = new StepOutput();
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
        read(vehicleId, state, nothing, config, output);
        output.conclusions.add(silent(vehicleId, state, device, config).open());
        return output.conclusions;
    }

    /** How long the vehicle may be silent before it counts as such: three times its device's own usual interval, within bounds. */
    long silentAfterMs(CoreState state, String deviceId, FleetConfig config) {
        Device device = state.devices().get(deviceId);
        long usualMs = device == null ? 0 : device.usualMs(isActive(state));
        return settings.silence().afterMs(usualMs, config.offlineAfterMs(deviceId));
    }

    /** A record after a silence: the alert that told of it is over. */
    private void heardAgain(String vehicleId, CoreState state, Reading reading, FleetConfig config, StepOutput output) {
        Device device = state.devices().newest();
        if (device != null && reading.atMs() - device.lastMs() >= silentAfterMs(state, device.id(), config)) {
            output.conclusions.add(silent(vehicleId, state, device, config)
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
    private CoreState expired(String vehicleId, CoreState state, long atMs, StepOutput output) {
        if (!state.driver().isExpired(atMs, trips.shiftMs())) {
            return state;
        }
        long endMs = state.driver().sinceMs() + trips.shiftMs();
        TripTracker tripTracker = state.tripTracker().handOver(vehicleId, endMs, Driver.NOBODY, output.conclusions);
        return new CoreState(
                state.atMs(),
                state.id(),
                Driver.NOBODY,
                state.track(),
                state.motion(),
                tripTracker,
                state.episodes(),
                state.presences(),
                state.features(),
                state.odometerM(),
                state.devices());
    }

    private CoreState read(String vehicleId, CoreState state, Reading reading, FleetConfig config, StepOutput output) {
        Device before = state.devices().orNew(reading.deviceId());
        Devices devices = state.devices().heard(reading, isActive(state));
        Device device = devices.orNew(reading.deviceId());
        TrackSegment segment = segment(state, devices, reading, output);
        Driver driver = state.driver().tagged(reading.driverTag());
        double odometerRoseM = reading.odometerM() - before.odometerM();
        Motion moved = state.motion().step(reading, segment, device, odometerRoseM, trips);
        boolean moves = Motion.movesWithoutFix(reading, odometerRoseM, trips) && !moved.parked();
        long idleGapMs = Gaps.allowedMs(trips.idleGapMs(), before.active().usualMs());
        TripTracker.Scene scene = new TripTracker.Scene(vehicleId, driver, before, device, moves, idleGapMs, trips);
        TripTracker tripTracker = state.tripTracker()
                .handOver(vehicleId, reading.atMs(), driver, output.conclusions)
                .step(scene, segment, state.motion(), moved, output.conclusions);
        Motion motion = tripTracker.openTrip() != null && moved.start() != null ? moved.onTrip() : moved;
        Moments.Sight sight = new Moments.Sight(
                reading, segment, driver, motion, tripTracker.openTrip(), before, devices.detectHarsh(reading.atMs()));
        RuleInput input = moments.of(vehicleId, state, sight, config);
        FeatureMemory features = state.features().step(reading, segment);
        if (!output.rejected.equals(Devices.SECONDARY) && FeatureMemory.canSee(reading, segment, motion)) {
            output.features = state.features().features(reading, segment, features);
        }
        return new CoreState(
                reading.atMs(),
                reading.id(),
                driver,
                segment.to(),
                motion,
                tripTracker,
                Rules.step(state.episodes(), input, output.conclusions),
                GeofenceCrossing.step(state.presences(), input, config, output.conclusions),
                features,
                Double.isNaN(reading.odometerM()) ? state.odometerM() : reading.odometerM(),
                devices);
    }

    private CoreState report(
            String vehicleId, CoreState state, AppReport report, FleetConfig config, StepOutput output) {
        Driver driver = switch (report.kind()) {
            case SHIFT_START, TRIP_START -> state.driver().shiftStarted(report.driverId(), report.atMs());
            case SHIFT_END -> state.driver().shiftEnded(report.driverId());
            case TRIP_END, SOS -> state.driver();
        };
        TripTracker tripTracker = state.tripTracker().handOver(vehicleId, report.atMs(), driver, output.conclusions);
        Motion motion = state.motion();
        if (report.kind() == AppReport.Kind.TRIP_START || report.kind() == AppReport.Kind.TRIP_END) {
            tripTracker = tripTracker.drawLine(vehicleId, report.atMs(), motion, trips, output.conclusions);
            motion = motion.onTrip();
        }
        EpisodeStates episodes = state.episodes();
        if (report.kind() == AppReport.Kind.SOS) {
            RuleInput input = moments.of(vehicleId, state, report, driver, config);
            episodes = Rules.step(episodes, input, output.conclusions);
        }
        return new CoreState(
                report.atMs(),
                report.id(),
                driver,
                state.track(),
                motion,
                tripTracker,
                episodes,
                state.presences(),
                state.features(),
                state.odometerM(),
                state.devices());
    }

    private TrackSegment segment(CoreState state, Devices devices, Reading reading, StepOutput output) {
        Track from = state.track();
        Fix fix = reading.fix();
        if (fix == null) {
            return TrackSegment.unplaced(reading.atMs(), from, from);
        }
        output.rejected = doubt(from, devices, reading, fix);
        if (!output.rejected.isEmpty()) {
            Track to = output.rejected.equals(Track.JUMP) ? from.suspecting(fix, reading.atMs(), cleaning) : from;
            return TrackSegment.unplaced(reading.atMs(), from, to);
        }
        long spanMs = from.isEmpty() ? 0 : reading.atMs() - from.atMs();
        boolean gap = spanMs
                > Gaps.allowedMs(trips.gapLegMs(), usualFixMs(state.devices().get(reading.deviceId())), trips.gapMs());
        if (from.holds(fix)) {
            return new TrackSegment(true, reading.atMs(), from, from.held(reading.atMs()), 0, spanMs, gap);
        }
        double distanceM = from.distanceTo(fix, reading.atMs(), cleaning);
        long sinceMs = from.isEmpty() ? 0 : reading.atMs() - from.placeMs();
        Track to = Track.at(fix, reading.atMs(), distanceM, sinceMs);
        return new TrackSegment(true, reading.atMs(), from, to, distanceM, spanMs, gap);
    }

    private String doubt(Track from, Devices devices, Reading reading, Fix fix) {
        String doubt = from.doubt(fix, reading.atMs(), cleaning, trips.movingKmh());
        return doubt.isEmpty() && !devices.primary().equals(reading.deviceId()) ? Devices.SECONDARY : doubt;
    }

    private static long usualFixMs(@Nullable Device device) {
        return device == null ? 0 : device.placing().pace().usualMs();
    }
}
