package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.fact.Fact.Revisable;
import io.fleetwire.engine.geo.Geo;
import io.fleetwire.engine.vehicle.Trip.End;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trips, one after the other.
 *
 * <p>The path is the sum of great circles between believed fixes of which at least one moves, so drift while standing counts nothing; the straight line
 * across a gap is kept apart. {@link Distance} says when the odometer is believed instead.
 *
 * @param trip the open trip, or the last one; null before the first
 * @param exposure the open slice of the open trip
 */
record TripTracker(@Nullable Trip trip, @Nullable ExposureInterval exposure) {

    static final TripTracker NONE = new TripTracker(null, null);

    @Nullable
    Trip openTrip() {
        return trip == null || trip.ended() ? null : trip;
    }

    /** The journey after a reading; {@code before} and {@code now} are the motion before and after it. */
    TripTracker step(Scene scene, TrackSegment segment, Motion before, Motion now, List<Revisable> out) {
        TripTracker next = this;
        if (next.openTrip() != null) {
            next = next.endIfOver(scene, segment, before, now, out);
        }
        if (next.openTrip() != null) {
            return segment.hasFix() ? next.drive(scene, segment, before, now, out) : next.unplaced(scene, segment);
        }
        TripStart start = now.started(scene.trips());
        return start == null ? next : next.start(scene, segment, start, now, out);
    }

    /**
     * Who and what a step of the journey is about.
     *
     * @param device the device of the reading, as it was before it and with it
     * @param idleGapMs idling is not claimed across a longer time
     * @param moves an odometer or the bus shows movement without a place
     */
    record Scene(
            String vehicleId,
            Driver driver,
            Device deviceBefore,
            Device device,
            boolean moves,
            long idleGapMs,
            Trips trips) {}

    /** The driver's app drew a line: the open trip ends here. Where it goes on, the next one begins as any does, by moving. */
    TripTracker drawLine(String vehicleId, long atMs, Motion motion, Trips trips, List<Revisable> out) {
        Trip open = openTrip();
        return open == null
                ? this
                : close(
                        vehicleId,
                        open.ended(atMs, open.lastLat(), open.lastLon(), End.DRIVER, motion.stillSinceMs()),
                        trips,
                        out);
    }

    /** Somebody else drives from here. */
    TripTracker handOver(String vehicleId, long atMs, Driver driver, List<Revisable> out) {
        if (exposure == null || Objects.equals(exposure.driverId(), driver.id())) {
            return this;
        }
        emitExposure(vehicleId, exposure, atMs, out);
        return new TripTracker(
                trip, new ExposureInterval(exposure.tripId(), driver.id(), Math.max(atMs, exposure.startMs()), 0));
    }

    private TripTracker endIfOver(Scene scene, TrackSegment segment, Motion before, Motion now, List<Revisable> out) {
        Trip open = Objects.requireNonNull(openTrip());
        Trips trips = scene.trips();
        Motion off = before.ignition().isOff() ? before : now;
        Motion rest = before.still() ? before : now;
        long offMs = off.ignition().offSinceMs();
        // A wire that fails on the way says off while the vehicle drives on: it has to stand, too.
        long restMs = Math.max(offMs, rest.stillSinceMs());
        boolean parked = offMs >= open.startMs() && rest.still();
        if (parked && segment.atMs() - restMs >= trips.ignitionOffMs()) {
            return close(scene.vehicleId(), endAtRest(open, restMs, rest, End.IGNITION_OFF), trips, out);
        }
        if (segment.atMs() - open.lastMs() > trips.gapMs()) {
            Trip ended = open.ended(open.lastMs(), open.lastLat(), open.lastLon(), End.GAP, before.stillSinceMs());
            return close(scene.vehicleId(), ended, trips, out);
        }
        long standstillMs = now.ignition().on() == null ? trips.standstillNoIgnitionMs() : trips.standstillMs();
        if (now.still() && segment.hasFix() && segment.atMs() - now.stillSinceMs() > standstillMs) {
            return close(scene.vehicleId(), endAtRest(open, now.stillSinceMs(), now, End.STANDSTILL), trips, out);
        }
        return this;
    }

    private static Trip endAtRest(Trip open, long atMs, Motion rest, End reason) {
        return open.ended(atMs, rest.stillLat(), rest.stillLon(), reason, rest.stillSinceMs());
    }

    private TripTracker unplaced(Scene scene, TrackSegment segment) {
        Trip open = Objects.requireNonNull(trip);
        Distance whole = open.distance().reading(scene.device());
        return !scene.moves() && whole.equals(open.distance())
                ? this
                : new TripTracker(open.unplaced(whole, scene.moves() ? segment.atMs() : Motion.NOT), exposure);
    }

    private TripTracker drive(Scene scene, TrackSegment segment, Motion before, Motion now, List<Revisable> out) {
        Trips trips = scene.trips();
        Trip open = Objects.requireNonNull(openTrip());
        boolean rested = before.still() && now.stillSinceMs() == before.stillSinceMs();
        Distance whole = (rested ? open.distance() : open.distance().plus(segment.drivenM(), segment.gapM()))
                .reading(scene.device());
        boolean idled = before.idle() && now.idle() && segment.spanMs() <= scene.idleGapMs();
        Trip driven = open.driven(
                whole,
                segment.to(),
                now.still(),
                idled ? segment.spanMs() / 1000.0 : 0,
                scene.driver().id());
        ExposureInterval sliced = exposure == null
                ? new ExposureInterval(driven.id(), scene.driver().id(), segment.atMs(), 0)
                : exposure.driven(rested ? 0 : segment.drivenM());
        // Only a moving vehicle begins another slice: should the trip end where it stands now, no slice lies beyond its
        // end.
        if (!now.still() && segment.atMs() - sliced.startMs() >= trips.exposureMs()) {
            emitExposure(scene.vehicleId(), sliced, segment.atMs(), out);
            sliced = new ExposureInterval(driven.id(), scene.driver().id(), segment.atMs(), 0);
        }
        if (segment.atMs() - driven.toldMs() >= trips.reviseMs()) {
            driven = driven.told(segment.atMs());
            out.add(driven.fact(scene.vehicleId(), trips));
        }
        return new TripTracker(driven, sliced);
    }

    private TripTracker start(Scene scene, TrackSegment segment, TripStart start, Motion now, List<Revisable> out) {
        Trip begun = continues(start, scene.trips())
                ? Objects.requireNonNull(trip).reopened(segment.atMs())
                : Trip.open(
                        scene.vehicleId(),
                        scene.driver().id(),
                        start,
                        Distance.from(scene.deviceBefore()),
                        segment.atMs());
        Distance whole = begun.distance().plus(start.drivenM(), start.gapM()).reading(scene.device());
        Trip driven =
                begun.driven(whole, segment.to(), now.still(), 0, scene.driver().id());
        out.add(driven.fact(scene.vehicleId(), scene.trips()));
        return new TripTracker(
                driven, new ExposureInterval(driven.id(), scene.driver().id(), start.sinceMs(), start.drivenM()));
    }

    /**
     * Whether the vehicle only rested: it moves again so soon and so near that the last trip goes on. A standstill is known for one only once it has
     * lasted, so what counts from there is the time after that.
     */
    private boolean continues(TripStart start, Trips trips) {
        if (trip == null || (trip.end() != End.IGNITION_OFF && trip.end() != End.STANDSTILL)) {
            return false;
        }
        long decidedMs = trip.end() == End.STANDSTILL ? trips.standstillMs() : 0;
        return start.sinceMs() - trip.endMs() <= decidedMs + trips.reopenMs()
                && Geo.distanceM(trip.endLat(), trip.endLon(), start.lat(), start.lon()) < trips.reopenM();
    }

    private TripTracker close(String vehicleId, Trip ended, Trips trips, List<Revisable> out) {
        if (exposure != null) {
            emitExposure(vehicleId, exposure, ended.endMs(), out);
        }
        out.add(ended.fact(vehicleId, trips));
        return new TripTracker(ended, null);
    }

    private static void emitExposure(String vehicleId, ExposureInterval exposure, long endMs, List<Revisable> out) {
        if (endMs > exposure.startMs()) {
            out.add(exposure.fact(vehicleId, endMs));
        }
    }
}
