package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.rule.RuleInput;
import io.fleetwire.engine.vehicle.Observation.AppReport;
import io.fleetwire.engine.vehicle.Observation.Reading;
import io.fleetwire.event.Acceleration;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Signal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules may look at, made of an observation and what is known of the vehicle. */
final class Moments {

    /** Fixes farther apart average a harsh manoeuvre away. */
    private static final long MAX_HARSH_SPAN_MS = 2_000;

    /** Fixes nearer than this are of two devices in one vehicle, or rounded to whole km/h: their difference is no acceleration. */
    private static final long MIN_HARSH_SPAN_MS = 500;

    /** A fix with more dilution or fewer satellites is no basis for a harsh manoeuvre. */
    private static final double MAX_HARSH_HDOP = 5;

    private static final int MIN_HARSH_SATELLITES = 5;

    private static final Set<Signal> SOS = Set.of(Signal.SOS);

    private final EngineSettings settings;

    Moments(EngineSettings settings) {
        this.settings = settings;
    }

    /**
     * A reading and what the step found out about it.
     *
     * @param trip the open trip; null: none is
     * @param device its device as it was before
     * @param detects a device of the vehicle detects harsh manoeuvres itself
     */
    record Sight(
            Reading reading,
            TrackSegment segment,
            Driver driver,
            Motion motion,
            @Nullable Trip trip,
            Device device,
            boolean detects) {}

    RuleInput of(String vehicleId, CoreState state, Sight sight, FleetConfig config) {
        Reading reading = sight.reading();
        TrackSegment segment = sight.segment();
        boolean harshKnowable = segment.hasFix()
                && segment.spanMs() >= MIN_HARSH_SPAN_MS
                && segment.spanMs() <= MAX_HARSH_SPAN_MS
                && !Double.isNaN(segment.distanceM())
                && good(reading.fix());
        Acceleration felt = reading.acceleration();
        Trip trip = sight.trip();
        boolean stands = state.motion().still() && sight.motion().still();
        return new RuleInput(
                vehicleId,
                sight.driver().id(),
                trip == null ? null : trip.id(),
                reading.atMs(),
                reading.receivedAtMs() - reading.atMs(),
                segment.hasFix(),
                segment.to().lat(),
                segment.to().lon(),
                segment.from().atMs(),
                segment.from().lat(),
                segment.from().lon(),
                segment.hasFix() && reading.fix() != null ? reading.fix().accuracyM() : Double.NaN,
                segment.hasFix() ? segment.to().speedKmh() : Double.NaN,
                segment.from().speedKmh(),
                stands ? 0 : segment.drivenM(),
                harshKnowable ? FeatureMemory.acceleration(segment) : Double.NaN,
                harshKnowable
                        ? Math.abs(
                                segment.to().speedKmh() / 3.6 * Math.toRadians(FeatureMemory.headingRateDegS(segment)))
                        : Double.NaN,
                Math.hypot(felt.xG(), felt.yG()),
                sight.motion().idle(),
                sight.motion().towed(),
                sight.detects(),
                sight.device().active().usualMs(),
                sight.device().parked().usualMs(),
                reading.kind(),
                reading.signals(),
                settings.limitsOf(vehicleId, config));
    }

    /** The driver pressed the app's button: a moment that knows nothing else. */
    RuleInput of(String vehicleId, CoreState state, AppReport report, Driver driver, FleetConfig config) {
        Track track = state.track();
        boolean placed = !Double.isNaN(report.lat());
        Trip trip = state.tripTracker().openTrip();
        return new RuleInput(
                vehicleId,
                report.driverId() == null ? driver.id() : report.driverId(),
                trip == null ? null : trip.id(),
                report.atMs(),
                report.receivedAtMs() - report.atMs(),
                false,
                placed ? report.lat() : track.lat(),
                placed ? report.lon() : track.lon(),
                track.atMs(),
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
                state.motion().towed(),
                state.devices().detectHarsh(report.atMs()),
                0,
                0,
                0,
                SOS,
                settings.limitsOf(vehicleId, config));
    }

    private static boolean good(@Nullable Fix fix) {
        return fix != null
                && !(fix.hdop() > MAX_HARSH_HDOP)
                && (fix.satellites() == Fix.UNKNOWN_COUNT || fix.satellites() >= MIN_HARSH_SATELLITES);
    }
}
