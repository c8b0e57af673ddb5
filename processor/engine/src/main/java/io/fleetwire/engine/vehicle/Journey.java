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
 * <p>Distance is the sum of great circles between believed fixes of which at least one moves, so drift while standing counts nothing, and a gap inside
 * a trip counts its straight line. The odometer is stored beside it, not mixed in: devices reset it.
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
    Journey step(
            String vehicleId, Leg leg, Motion before, Motion now, Driver driver, Trips trips, List<Revisable> out) {
        Journey next = this;
        if (next.openTrip() != null) {
            next = next.endIfOver(vehicleId, leg, before, now, trips, out);
        }
        if (next.openTrip() != null) {
            return leg.hasFix() ? next.drive(vehicleId, leg, before, now, driver, trips, out) : next;
        }
        return now.started(leg.atMs(), trips) ? next.start(vehicleId, leg, now, driver, trips, out) : next;
    }

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
        return new Journey(trip, new Slice(slice.tripId(), driver.id(), atMs, 0));
    }

    private Journey endIfOver(String vehicleId, Leg leg, Motion before, Motion now, Trips trips, List<Revisable> out) {
        Trip open = Objects.requireNonNull(openTrip());
        long offMs = before.ignitionOffSinceMs() == Motion.NOT ? now.ignitionOffSinceMs() : before.ignitionOffSinceMs();
        boolean stands = before.still() || now.still();
        if (stands && offMs >= open.startMs() && leg.atMs() - offMs >= trips.ignitionOffMs()) {
            return close(
                    vehicleId, endAtRest(open, offMs, before.still() ? before : now, End.IGNITION_OFF), trips, out);
        }
        if (leg.atMs() - open.lastMs() > trips.gapMs()) {
            return close(
                    vehicleId,
                    open.ended(open.lastMs(), open.lastLat(), open.lastLon(), End.GAP, before.stillSinceMs()),
                    trips,
                    out);
        }
        long standstillMs = now.ignition() == null ? trips.standstillNoIgnitionMs() : trips.standstillMs();
        if (now.still() && leg.hasFix() && leg.atMs() - now.stillSinceMs() > standstillMs) {
            return close(vehicleId, endAtRest(open, now.stillSinceMs(), now, End.STANDSTILL), trips, out);
        }
        return this;
    }

    private static Trip endAtRest(Trip open, long atMs, Motion rest, End reason) {
        return open.ended(atMs, rest.stillLat(), rest.stillLon(), reason, rest.stillSinceMs());
    }

    private Journey drive(
            String vehicleId, Leg leg, Motion before, Motion now, Driver driver, Trips trips, List<Revisable> out) {
        boolean rested = before.still() && now.still();
        double metres = rested ? 0 : leg.metres();
        boolean idled = before.idle() && now.idle() && leg.spanMs() <= trips.idleGapMs();
        Trip driven = Objects.requireNonNull(openTrip())
                .driven(metres, leg.to(), now.still(), idled ? leg.spanMs() / 1000.0 : 0, driver.id());
        Slice sliced = slice == null ? new Slice(driven.id(), driver.id(), leg.atMs(), 0) : slice.driven(metres);
        // Only a moving vehicle begins another slice: should the trip end where it stands now, no slice lies beyond its
        // end.
        if (!now.still() && leg.atMs() - sliced.startMs() >= trips.exposureMs()) {
            tellSlice(vehicleId, sliced, leg.atMs(), out);
            sliced = new Slice(driven.id(), driver.id(), leg.atMs(), 0);
        }
        if (leg.atMs() - driven.toldMs() >= trips.reviseMs()) {
            driven = driven.told(leg.atMs());
            out.add(driven.fact(vehicleId, trips));
        }
        return new Journey(driven, sliced);
    }

    private Journey start(String vehicleId, Leg leg, Motion now, Driver driver, Trips trips, List<Revisable> out) {
        Trip begun = continues(now, trips)
                ? Objects.requireNonNull(trip).reopened(leg.atMs())
                : Trip.open(vehicleId, driver.id(), now.startSinceMs(), now.startLat(), now.startLon(), leg);
        Trip driven = begun.driven(now.startM(), leg.to(), false, 0, driver.id());
        out.add(driven.fact(vehicleId, trips));
        return new Journey(driven, new Slice(driven.id(), driver.id(), now.startSinceMs(), now.startM()));
    }

    /** Whether the vehicle only rested: it moves again so soon and so near that the last trip goes on. */
    private boolean continues(Motion now, Trips trips) {
        return trip != null
                && (trip.end() == End.IGNITION_OFF || trip.end() == End.STANDSTILL)
                && now.startSinceMs() - trip.endMs() <= trips.reopenMs()
                && Geo.distanceM(trip.endLat(), trip.endLon(), now.startLat(), now.startLon()) < trips.reopenM();
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
