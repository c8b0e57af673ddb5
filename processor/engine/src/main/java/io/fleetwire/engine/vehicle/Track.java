package io.fleetwire.engine.vehicle;

import io.fleetwire.engine.config.EngineSettings.Cleaning;
import io.fleetwire.engine.geo.Geo;
import io.fleetwire.event.Fix;
import io.fleetwire.event.Measure;

/**
 * The newest believed fix, and the place behind a jump that is not believed yet.
 *
 * <p>A fix is a circle. One that says no speed and whose circle, with that of the place before, leaves open whether the vehicle moved at all, moves nothing:
 * the place stays, and the next fix is measured from it.
 *
 * @param atMs when; {@link #NEVER} before the first
 * @param placeMs since when the place is the same: a derived speed is measured from here
 * @param radiusM of the place's 68 % circle; 0 where it was not stated
 * @param speedKmh reported, or derived from the places where it was not; NaN where neither works
 * @param headingDeg NaN where it was not reported
 * @param suspects fixes in a row that agree on the suspected place
 */
record Track(
        long atMs,
        long placeMs,
        double lat,
        double lon,
        double radiusM,
        double speedKmh,
        double headingDeg,
        long suspectAtMs,
        double suspectLat,
        double suspectLon,
        int suspects) {

    /** The doubt about a fix that cannot have been reached. */
    static final String JUMP = "jump";

    /** The doubt about a fix whose circle is too large to say whether the vehicle moved. */
    static final String INACCURATE = "inaccurate";

    /** Before all time. */
    static final long NEVER = Long.MIN_VALUE;

    static final Track NONE =
            new Track(NEVER, NEVER, Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN, 0);

    /** A derived speed says nothing across a longer time. */
    private static final long MAX_DERIVED_MS = 60_000;

    /** Fixes nearer to 0° 0° than this (11 m) are what devices send that know no place. */
    private static final double NULL_ISLAND_DEG = 1e-4;

    /** Fixes with a larger circle are from cells or networks: they count only where they are clearly elsewhere. */
    private static final double COARSE_M = 100;

    /** So many times both circles away is clearly elsewhere. */
    private static final double CLEARLY = 2;

    /** What one unit of dilution is worth, metres: the usual range error of a receiver. */
    private static final double METRES_PER_HDOP = 5;

    /** The radius of a fix's circle as far as the device states it; 0 where it states nothing. */
    static double radiusM(Fix fix) {
        if (fix.accuracyM() > 0) {
            return fix.accuracyM();
        }
        return fix.hdop() > 0 ? fix.hdop() * METRES_PER_HDOP : 0;
    }

    boolean isEmpty() {
        return atMs == NEVER;
    }

    /** Why the fix is not believed; empty: it is. */
    String doubt(Fix fix, long fixAtMs, Cleaning cleaning, double movingKmh) {
        if (!fix.valid()) {
            return "invalid-fix";
        }
        if (Math.abs(fix.lat()) < NULL_ISLAND_DEG && Math.abs(fix.lon()) < NULL_ISLAND_DEG) {
            return "null-island";
        }
        if (fix.speedKmh() > cleaning.maxSpeedKmh()) {
            return "implausible-speed";
        }
        if (!isEmpty() && radiusM(fix) > COARSE_M && !(fix.speedKmh() >= movingKmh) && !isElsewhere(fix)) {
            return INACCURATE;
        }
        boolean reachable = isEmpty() || reachable(lat, lon, atMs, fix, fixAtMs, cleaning);
        return reachable || suspectsAfter(fix, fixAtMs, cleaning) >= cleaning.jumpConfirmations() ? "" : JUMP;
    }

    /** The track after a fix that jumped and is not believed yet. */
    Track suspecting(Fix fix, long fixAtMs, Cleaning cleaning) {
        int agreeing = suspectsAfter(fix, fixAtMs, cleaning);
        return new Track(
                atMs, placeMs, lat, lon, radiusM, speedKmh, headingDeg, fixAtMs, fix.lat(), fix.lon(), agreeing);
    }

    /** Whether a fix's circle and the place's leave no doubt that it is another place. */
    private boolean isElsewhere(Fix fix) {
        double circlesM = radiusM + radiusM(fix);
        return circlesM == 0 || Geo.distanceM(lat, lon, fix.lat(), fix.lon()) > CLEARLY * circlesM;
    }

    /** Whether a believed fix that says no speed leaves open whether the vehicle moved. */
    boolean holds(Fix fix) {
        return !isEmpty() && !Measure.has(fix.speedKmh()) && !isElsewhere(fix);
    }

    /** The track after a fix that left the place as it was. */
    Track held(long fixAtMs) {
        return new Track(fixAtMs, placeMs, lat, lon, radiusM, Double.NaN, headingDeg, 0, Double.NaN, Double.NaN, 0);
    }

    /**
     * The track after a believed fix.
     *
     * @param distanceM from the place before; NaN where there is none to measure from
     * @param sinceMs since that place was reached or last confirmed
     */
    static Track at(Fix fix, long fixAtMs, double distanceM, long sinceMs) {
        double speed = Measure.has(fix.speedKmh()) ? fix.speedKmh() : derivedKmh(distanceM, sinceMs);
        return new Track(
                fixAtMs,
                fixAtMs,
                fix.lat(),
                fix.lon(),
                radiusM(fix),
                speed,
                fix.headingDeg(),
                0,
                Double.NaN,
                Double.NaN,
                0);
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
