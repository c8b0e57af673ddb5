package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings.Trips;
import io.fleetwire.engine.geo.Geo;

/**
 * Movement that may become a trip. It begins where the vehicle stood, whatever the interval between the fixes: the first moving fix shows what happened
 * before it.
 *
 * @param sinceMs when the movement began, as well as it is known
 * @param fixes moving fixes in a row; one that leaves no doubt counts for as many as are needed
 * @param drivenM metres since it began
 * @param gapM metres of it across a gap
 */
record TripStart(long sinceMs, double lat, double lon, int fixes, double drivenM, double gapM) {

    /** A vehicle whose state is unknown was where its fix before says when it began to move, if that fix is no older. */
    private static final long BACKDATE_MS = 30_000;

    /** After a longer silence the moment is estimated from the distance and the speed. */
    private static final long ESTIMATE_MS = 300_000;

    /** Slower on average nobody gets away from a stop. */
    private static final double SLOWEST_KMH = 20;

    /**
     * The start that a moving fix shows.
     *
     * @param stood the vehicle stood at the fix before
     */
    static TripStart at(Leg leg, boolean stood, Ignition ignition, Trips trips) {
        boolean reached = !Double.isNaN(leg.distanceM());
        boolean backdated = reached && (stood || leg.spanMs() <= BACKDATE_MS);
        if (!backdated) {
            return new TripStart(leg.atMs(), leg.to().lat(), leg.to().lon(), 1, 0, 0);
        }
        boolean gap = leg.gap() || leg.spanMs() > trips.gapMs();
        boolean sure =
                stood && ignition.isOn() && leg.to().speedKmh() >= trips.movingKmh() && leg.spanMs() >= trips.startMs();
        return new TripStart(
                sinceMs(leg, ignition),
                leg.from().lat(),
                leg.from().lon(),
                sure ? trips.startFixes() : 1,
                gap ? 0 : leg.metres(),
                gap ? leg.metres() : 0);
    }

    /** Not before the fix at rest, nor before a record that showed the ignition on; after a long silence as late as the way allows. */
    private static long sinceMs(Leg leg, Ignition ignition) {
        long earliestMs = leg.from().atMs();
        if (ignition.isOn() && ignition.sinceMs() < leg.atMs()) {
            earliestMs = Math.max(earliestMs, ignition.sinceMs());
        }
        if (leg.atMs() - earliestMs <= ESTIMATE_MS) {
            return earliestMs;
        }
        double kmh = leg.to().speedKmh() > SLOWEST_KMH ? leg.to().speedKmh() : SLOWEST_KMH;
        return Math.max(earliestMs, leg.atMs() - Math.round(leg.metres() / kmh * 3600));
    }

    TripStart moved(Leg leg) {
        return new TripStart(sinceMs, lat, lon, fixes + 1, drivenM + leg.drivenM(), gapM + leg.gapM());
    }

    /** The start of a vehicle that stands elsewhere: it certainly drove. */
    TripStart confirmed(Trips trips) {
        return new TripStart(sinceMs, lat, lon, Math.max(fixes, trips.startFixes()), drivenM, gapM);
    }

    /** Metres from where it began. */
    double awayM(Track track) {
        return Geo.distanceM(lat, lon, track.lat(), track.lon());
    }

    /** Whether it has gone on for long and far enough to be a trip. */
    boolean isTrip(Trips trips) {
        return fixes >= trips.startFixes() && drivenM + gapM >= trips.startM();
    }
}
