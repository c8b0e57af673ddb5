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
    static TripStart at(TrackSegment segment, boolean stood, Ignition ignition, Trips trips) {
        boolean reached = !Double.isNaN(segment.distanceM());
        boolean backdated = reached && (stood || segment.spanMs() <= BACKDATE_MS);
        if (!backdated) {
            return new TripStart(
                    segment.atMs(), segment.to().lat(), segment.to().lon(), 1, 0, 0);
        }
        boolean gap = segment.gap() || segment.spanMs() > trips.gapMs();
        boolean sure = stood
                && ignition.isOn()
                && segment.to().speedKmh() >= trips.movingKmh()
                && segment.spanMs() >= trips.startMs();
        return new TripStart(
                sinceMs(segment, ignition),
                segment.from().lat(),
                segment.from().lon(),
                sure ? trips.startFixes() : 1,
                gap ? 0 : segment.metres(),
                gap ? segment.metres() : 0);
    }

    /** Not before the fix at rest, nor before a record that showed the ignition on; after a long silence as late as the way allows. */
    private static long sinceMs(TrackSegment segment, Ignition ignition) {
        long earliestMs = segment.from().atMs();
        if (ignition.isOn() && ignition.sinceMs() < segment.atMs()) {
            earliestMs = Math.max(earliestMs, ignition.sinceMs());
        }
        if (segment.atMs() - earliestMs <= ESTIMATE_MS) {
            return earliestMs;
        }
        double kmh = segment.to().speedKmh() > SLOWEST_KMH ? segment.to().speedKmh() : SLOWEST_KMH;
        return Math.max(earliestMs, segment.atMs() - Math.round(segment.metres() / kmh * 3600));
    }

    TripStart moved(TrackSegment segment) {
        return new TripStart(sinceMs, lat, lon, fixes + 1, drivenM + segment.drivenM(), gapM + segment.gapM());
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
