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
 * @param slice the open slice of the open trip
 */
record Journey(@Nullable Trip trip, @Nullable Slice slice) {

    static final Journey NONE = new Journey(null, null);

    @Nullable
    Trip openTrip() {
        return trip == null || trip.ended() ? null : trip;
    }

    /** The journey after a reading; {@code before} and {@code now} are the motion before and after it. */
    Journey step(Scene scene, Leg leg, Motion before, Motion now, List<Revisable> out) {
        Journey next = this;
        if (next.openTrip() != null) {
            next = next.endIfOver(scene, leg, before, now, out);
        }
        if (next.openTrip() != null) {
            return leg.hasFix() ? next.drive(scene, leg, before, now, out) : next.unplaced(scene, leg);
        }
        TripStart start = now.started(scene.trips());
        return start == null ? next : next.start(scene, leg, start, now, out);
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
    Journey drawLine(String vehicleId, long atMs, Motion motion, Trips trips, List<Revisable> out) {
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
    Journey handOver(String vehicleId, long atMs, Driver driver, List<Revisable> out) {
        if (slice == null || Objects.equals(slice.driverId(), driver.id())) {
            return this;
        }
        tellSlice(vehicleId, slice, atMs, out);
        return new Journey(trip, new Slice(slice.tripId(), driver.id(), Math.max(atMs, slice.startMs()), 0));
    }

    private Journey endIfOver(Scene scene, Leg leg, Motion before, Motion now, List<Revisable> out) {
        Trip open = Objects.requireNonNull(openTrip());
        Trips trips = scene.trips();
        Motion off = before.ignition().isOff() ? before : now;
        Motion rest = before.still() ? before : now;
        long offMs = off.ignition().offSinceMs();
        // A wire that fails on the way says off while the vehicle drives on: it has to stand, too.
        long restMs = Math.max(offMs, rest.stillSinceMs());
        boolean parked = offMs >= open.startMs() && rest.still();
        if (parked && leg.atMs() - restMs >= trips.ignitionOffMs()) {
            return close(scene.vehicleId(), endAtRest(open, restMs, rest, End.IGNITION_OFF), trips, out);
        }
        if (leg.atMs() - open.lastMs() > trips.gapMs()) {
            Trip ended = open.ended(open.lastMs(), open.lastLat(), open.lastLon(), End.GAP, before.stillSinceMs());
            return close(scene.vehicleId(), ended, trips, out);
        }
        long standstillMs = now.ignition().on() == null ? trips.standstillNoIgnitionMs() : trips.standstillMs();
        if (now.still() && leg.hasFix() && leg.atMs() - now.stillSinceMs() > standstillMs) {
            return close(scene.vehicleId(), endAtRest(open, now.stillSinceMs(), now, End.STANDSTILL), trips, out);
        }
        return this;
    }

    private static Trip endAtRest(Trip open, long atMs, Motion rest, End reason) {
        return open.ended(atMs, rest.stillLat(), rest.stillLon(), reason, rest.stillSinceMs());
    }

    private Journey unplaced(Scene scene, Leg leg) {
        Trip open = Objects.requireNonNull(trip);
        Distance whole = open.distance().reading(scene.device());
        return !scene.moves() && whole == open.distance()
                ? this
                : new Journey(open.unplaced(whole, scene.moves() ? leg.atMs() : Motion.NOT), slice);
    }

    private Journey drive(Scene scene, Leg leg, Motion before, Motion now, List<Revisable> out) {
        Trips trips = scene.trips();
        Trip open = Objects.requireNonNull(openTrip());
        boolean rested = before.still() && now.stillSinceMs() == before.stillSinceMs();
        Distance whole =
                (rested ? open.distance() : open.distance().plus(leg.drivenM(), leg.gapM())).reading(scene.device());
        boolean idled = before.idle() && now.idle() && leg.spanMs() <= scene.idleGapMs();
        Trip driven = open.driven(
                whole,
                leg.to(),
                now.still(),
                idled ? leg.spanMs() / 1000.0 : 0,
                scene.driver().id());
        Slice sliced = slice == null
                ? new Slice(driven.id(), scene.driver().id(), leg.atMs(), 0)
                : slice.driven(rested ? 0 : leg.drivenM());
        // Only a moving vehicle begins another slice: should the trip end where it stands now, no slice lies beyond its
        // end.
        if (!now.still() && leg.atMs() - sliced.startMs() >= trips.exposureMs()) {
            tellSlice(scene.vehicleId(), sliced, leg.atMs(), out);
            sliced = new Slice(driven.id(), scene.driver().id(), leg.atMs(), 0);
        }
        if (leg.atMs() - driven.toldMs() >= trips.reviseMs()) {
            driven = driven.told(leg.atMs());
            out.add(driven.fact(scene.vehicleId(), trips));
        }
        return new Journey(driven, sliced);
    }

    private Journey start(Scene scene, Leg leg, TripStart start, Motion now, List<Revisable> out) {
        Trip begun = continues(start, scene.trips())
                ? Objects.requireNonNull(trip).reopened(leg.atMs())
                : Trip.open(
                        scene.vehicleId(), scene.driver().id(), start, Distance.from(scene.deviceBefore()), leg.atMs());
        Distance whole = begun.distance().plus(start.drivenM(), start.gapM()).reading(scene.device());
        Trip driven =
                begun.driven(whole, leg.to(), now.still(), 0, scene.driver().id());
        out.add(driven.fact(scene.vehicleId(), scene.trips()));
        return new Journey(driven, new Slice(driven.id(), scene.driver().id(), start.sinceMs(), start.drivenM()));
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

    private Journey close(String vehicleId, Trip ended, Trips trips, List<Revisable> out) {
        if (slice != null) {
            tellSlice(vehicleId, slice, ended.endMs(), out);
        }
        out.add(ended.fact(vehicleId, trips));
        return new Journey(ended, null);
    }

    private static void tellSlice(String vehicleId, Slice slice, long endMs, List<Revisable> out) {
        if (endMs > slice.startMs()) {
            out.add(slice.fact(vehicleId, endMs));
        }
    }
}
