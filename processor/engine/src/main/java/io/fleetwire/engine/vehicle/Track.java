package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings.Cleaning;
import io.fleetwire.engine.geo.Geo;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;

/**
 * The newest believed fix, and the place behind a jump that is not believed yet.
 *
 * @param atMs when; {@link #NEVER} before the first
 * @param speedKmh reported, or derived from the places where it was not; NaN where neither works
 * @param headingDeg NaN where it was not reported
 * @param suspects fixes in a row that agree on the suspected place
 */
record Track(
        long atMs,
        double lat,
        double lon,
        double speedKmh,
        double headingDeg,
        long suspectAtMs,
        double suspectLat,
        double suspectLon,
        int suspects) {

    /** The doubt about a fix that cannot have been reached. */
    static final String JUMP = "jump";

    /** Before all time. */
    static final long NEVER = Long.MIN_VALUE;

    static final Track NONE =
            new Track(NEVER, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN, 0);

    /** A derived speed says nothing across a longer time. */
    private static final long MAX_DERIVED_MS = 60_000;

    /** Fixes nearer to 0° 0° than this (11 m) are what devices send that know no place. */
    private static final double NULL_ISLAND_DEG = 1e-4;

    boolean isEmpty() {
        return atMs == NEVER;
    }

    /** Why the fix is not believed; empty: it is. */
    String doubt(Fix fix, long fixAtMs, Cleaning cleaning) {
        if (!fix.valid()) {
            return "invalid-fix";
        }
        if (Math.abs(fix.lat()) < NULL_ISLAND_DEG && Math.abs(fix.lon()) < NULL_ISLAND_DEG) {
            return "null-island";
        }
        if (fix.speedKmh() > cleaning.maxSpeedKmh()) {
            return "implausible-speed";
        }
        boolean reachable = isEmpty() || reachable(lat, lon, atMs, fix, fixAtMs, cleaning);
        return reachable || suspectsAfter(fix, fixAtMs, cleaning) >= cleaning.jumpConfirmations() ? "" : JUMP;
    }

    /** The track after a fix that jumped and is not believed yet. */
    Track suspecting(Fix fix, long fixAtMs, Cleaning cleaning) {
        int agreeing = suspectsAfter(fix, fixAtMs, cleaning);
        return new Track(atMs, lat, lon, speedKmh, headingDeg, fixAtMs, fix.lat(), fix.lon(), agreeing);
    }

    /**
     * The track after a believed fix.
     *
     * @param distanceM from the fix before; NaN where there is none to measure from
     */
    static Track at(Fix fix, long fixAtMs, double distanceM, long sinceMs) {
        double speed = Measure.has(fix.speedKmh()) ? fix.speedKmh() : derivedKmh(distanceM, sinceMs);
        return new Track(fixAtMs, fix.lat(), fix.lon(), speed, fix.headingDeg(), 0, Double.NaN, Double.NaN, 0);
    }

    /** Metres to a believed fix; NaN for the first fix and across a jump: nobody drove that. */
    double distanceTo(Fix fix, long fixAtMs, Cleaning cleaning) {
        if (isEmpty()) {
            return Double.NaN;
        }
        double distanceM = Geo.distanceM(lat, lon, fix.lat(), fix.lon());
        return distanceM <= reachM(fixAtMs - atMs, cleaning) ? distanceM : Double.NaN;
    }

    private int suspectsAfter(Fix fix, long fixAtMs, Cleaning cleaning) {
        boolean agrees = suspects > 0 && reachable(suspectLat, suspectLon, suspectAtMs, fix, fixAtMs, cleaning);
        return agrees ? suspects + 1 : 1;
    }

    private static boolean reachable(
            double fromLat, double fromLon, long fromMs, Fix fix, long fixAtMs, Cleaning cleaning) {
        return Geo.distanceM(fromLat, fromLon, fix.lat(), fix.lon()) <= reachM(fixAtMs - fromMs, cleaning);
    }

    private static double reachM(long spanMs, Cleaning cleaning) {
        return cleaning.jumpSlackM() + cleaning.maxSpeedKmh() / 3.6 * spanMs / 1000;
    }

    private static double derivedKmh(double distanceM, long sinceMs) {
        return sinceMs > 0 && sinceMs <= MAX_DERIVED_MS ? distanceM / sinceMs * 3600 : Double.NaN;
    }
}
