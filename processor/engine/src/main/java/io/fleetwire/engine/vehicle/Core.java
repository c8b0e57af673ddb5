package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.EngineSettings.Cleaning;
import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.rule.GeofenceCrossing;
import io.fleetwire.engine.rule.Moment;
import io.fleetwire.engine.rule.Presence;
import io.fleetwire.engine.rule.Rules;
import io.fleetwire.engine.rule.Watches;
import io.fleetwire.engine.vehicle.Observation.AppReport;
import io.fleetwire.engine.vehicle.Observation.Reading;
import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Engine;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Power;
import io.fleetwire.event.Signal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The inner machine: observations in their order, each once. It knows nothing of late ones: for those it is run again. */
final class Core {

    /** Fixes farther apart average a harsh manoeuvre away. */
    private static final long MAX_HARSH_SPAN_MS = 2_000;

    /** Fixes nearer than this are of two devices in one vehicle, or rounded to whole km/h: their difference is no acceleration. */
    private static final long MIN_HARSH_SPAN_MS = 500;

    /** A fix with more dilution or fewer satellites is no basis for a harsh manoeuvre. */
    private static final double MAX_HARSH_HDOP = 5;

    private static final int MIN_HARSH_SATELLITES = 5;

    private static final long SILENT_DAY_MS = 86_400_000;

    private static final Set<Signal> SOS = Set.of(Signal.SOS);

    private final EngineSettings settings;
    private final Cleaning cleaning;
    private final Trips trips;

    Core(EngineSettings settings) {
        this.settings = settings;
        this.cleaning = settings.cleaning();
        this.trips = settings.trips();
    }

    CoreState step(String vehicleId, CoreState state, Observation observation, FleetConfig config, Findings findings) {
        return switch (observation) {
            case Reading reading -> read(vehicleId, state, reading, config, findings);
            case AppReport report -> report(vehicleId, state, report, config, findings);
        };
    }

    /** What is to be said once nothing more will come: as if a silent reading came a day later. */
    List<Revisable> close(String vehicleId, CoreState state, FleetConfig config) {
        Findings findings = new Findings();
        long laterMs = state.atMs() + SILENT_DAY_MS;
        Reading silence = new Reading(
                laterMs,
                0,
                laterMs,
                null,
                null,
                Measure.ABSENT,
                Engine.NONE,
                Power.NONE,
                Acceleration.NONE,
                Set.of(),
                null);
        read(vehicleId, state, silence, config, findings);
        return findings.conclusions;
    }

    private CoreState read(String vehicleId, CoreState state, Reading reading, FleetConfig config, Findings findings) {
        Leg leg = leg(state.track(), reading, findings);
        Driver driver = state.driver().tagged(reading.driverTag());
        Motion moved = state.motion().step(reading, leg, trips);
        Journey journey = state.journey()
                .handOver(vehicleId, reading.atMs(), driver, findings.conclusions)
                .step(vehicleId, leg, state.motion(), moved, driver, trips, findings.conclusions);
        Motion motion = journey.openTrip() != null && moved.starting() ? moved.onTrip() : moved;
        boolean detects = state.deviceDetects() || detectsHarsh(reading.signals());
        Moment moment = moment(vehicleId, state, reading, leg, driver, motion, journey, detects, config);
        FeatureMemory features = state.features().step(reading, leg);
        if (FeatureMemory.canSee(reading, leg, motion)) {
            findings.features = state.features().features(reading, leg, features);
        }
        return new CoreState(
                reading.atMs(),
                reading.id(),
                reading.atMs() - reading.receivedAtMs(),
                driver,
                leg.to(),
                motion,
                journey,
                Rules.step(state.watches(), moment, findings.conclusions),
                GeofenceCrossing.step(state.presences(), moment, config, findings.conclusions),
                features,
                Double.isNaN(reading.odometerM()) ? state.odometerM() : reading.odometerM(),
                detects);
    }

    private CoreState report(
            String vehicleId, CoreState state, AppReport report, FleetConfig config, Findings findings) {
        Driver driver = switch (report.kind()) {
            case SHIFT_START, TRIP_START -> state.driver().shiftStarted(report.driverId());
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
        List<Presence> presences = state.presences();
        if (report.kind() == AppReport.Kind.SOS) {
            Moment moment = appMoment(vehicleId, state, report, driver, config);
            watches = Rules.step(watches, moment, findings.conclusions);
        }
        return new CoreState(
                report.atMs(),
                report.id(),
                report.atMs() - report.receivedAtMs(),
                driver,
                state.track(),
                motion,
                journey,
                watches,
                presences,
                state.features(),
                state.odometerM(),
                state.deviceDetects());
    }

    private Leg leg(Track from, Reading reading, Findings findings) {
        Fix fix = reading.fix();
        if (fix == null) {
            return new Leg(false, reading.atMs(), from, from, Double.NaN, 0);
        }
        findings.rejected = from.doubt(fix, reading.atMs(), cleaning);
        if (!findings.rejected.isEmpty()) {
            Track to = findings.rejected.equals(Track.JUMP) ? from.suspecting(fix, reading.atMs(), cleaning) : from;
            return new Leg(false, reading.atMs(), from, to, Double.NaN, 0);
        }
        long spanMs = from.isEmpty() ? 0 : reading.atMs() - from.atMs();
        double distanceM = from.distanceTo(fix, reading.atMs(), cleaning);
        return new Leg(true, reading.atMs(), from, Track.at(fix, reading.atMs(), distanceM, spanMs), distanceM, spanMs);
    }

    private Moment moment(
            String vehicleId,
            CoreState state,
            Reading reading,
            Leg leg,
            Driver driver,
            Motion motion,
            Journey journey,
            boolean detects,
            FleetConfig config) {
        boolean harshKnowable = leg.hasFix()
                && leg.spanMs() >= MIN_HARSH_SPAN_MS
                && leg.spanMs() <= MAX_HARSH_SPAN_MS
                && !Double.isNaN(leg.distanceM())
                && good(reading.fix());
        Acceleration felt = reading.acceleration();
        Trip trip = journey.openTrip();
        return new Moment(
                vehicleId,
                driver.id(),
                trip == null ? null : trip.id(),
                reading.atMs(),
                reading.receivedAtMs() - reading.atMs(),
                leg.hasFix(),
                leg.to().lat(),
                leg.to().lon(),
                leg.from().lat(),
                leg.from().lon(),
                leg.hasFix() && reading.fix() != null ? reading.fix().accuracyM() : Double.NaN,
                leg.hasFix() ? leg.to().speedKmh() : Double.NaN,
                leg.from().speedKmh(),
                state.motion().still() && motion.still() ? 0 : leg.metres(),
                harshKnowable ? FeatureMemory.acceleration(leg) : Double.NaN,
                harshKnowable
                        ? Math.abs(leg.to().speedKmh() / 3.6 * Math.toRadians(FeatureMemory.headingRateDegS(leg)))
                        : Double.NaN,
                Math.hypot(felt.xG(), felt.yG()),
                motion.idle(),
                detects,
                reading.signals(),
                settings.limitsOf(vehicleId, config));
    }

    /** The driver pressed the app's button: a moment that knows nothing else. */
    private Moment appMoment(String vehicleId, CoreState state, AppReport report, Driver driver, FleetConfig config) {
        Track track = state.track();
        boolean placed = !Double.isNaN(report.lat());
        Trip trip = state.journey().openTrip();
        return new Moment(
                vehicleId,
                report.driverId() == null ? driver.id() : report.driverId(),
                trip == null ? null : trip.id(),
                report.atMs(),
                report.receivedAtMs() - report.atMs(),
                false,
                placed ? report.lat() : track.lat(),
                placed ? report.lon() : track.lon(),
                track.lat(),
                track.lon(),
                Double.NaN,
                Double.NaN,
                track.speedKmh(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                state.motion().idle(),
                state.deviceDetects(),
                SOS,
                settings.limitsOf(vehicleId, config));
    }

    private static boolean good(@Nullable Fix fix) {
        return fix != null
                && !(fix.hdop() > MAX_HARSH_HDOP)
                && (fix.satellites() == Fix.UNKNOWN_COUNT || fix.satellites() >= MIN_HARSH_SATELLITES);
    }

    private static boolean detectsHarsh(Set<Signal> signals) {
        return !signals.isEmpty()
                && (signals.contains(Signal.HARSH_BRAKE)
                        || signals.contains(Signal.HARSH_ACCELERATION)
                        || signals.contains(Signal.HARSH_CORNERING));
    }
}
