package io.fleetwire.engine.geo;

/** Distances and directions. */
public final class Geo {

    /** The earth's mean radius, metres (IUGG). */
    static final double EARTH_RADIUS_M = 6_371_008.8;

    private Geo() {}

    /** The great-circle distance (haversine): right to 0.5 %, which is better than a fix is. */
    public static double distanceM(double latA, double lonA, double latB, double lonB) {
        double halfLat = Math.toRadians(latB - latA) / 2;
        double halfLon = Math.toRadians(lonB - lonA) / 2;
        double sinLat = Math.sin(halfLat);
        double sinLon = Math.sin(halfLon);
        double h = sinLat * sinLat + Math.cos(Math.toRadians(latA)) * Math.cos(Math.toRadians(latB)) * sinLon * sinLon;
        return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    /** How far a heading turned, −180 … 180 degrees, clockwise positive. */
    public static double turnDeg(double fromDeg, double toDeg) {
        double turn = (toDeg - fromDeg) % 360;
        if (turn > 180) {
            return turn - 360;
        }
        return turn < -180 ? turn + 360 : turn;
    }

    /** The place {@code distanceM} away in direction {@code headingDeg}, as {@code [lat, lon]}. */
    public static double[] destination(double lat, double lon, double headingDeg, double distanceM) {
        double angle = distanceM / EARTH_RADIUS_M;
        double heading = Math.toRadians(headingDeg);
        double latA = Math.toRadians(lat);
        double latB =
                Math.asin(Math.sin(latA) * Math.cos(angle) + Math.cos(latA) * Math.sin(angle) * Math.cos(heading));
        double lonB = Math.toRadians(lon)
                + Math.atan2(
                        Math.sin(heading) * Math.sin(angle) * Math.cos(latA),
                        Math.cos(angle) - Math.sin(latA) * Math.sin(latB));
        return new double[] {Math.toDegrees(latB), wrapLon(Math.toDegrees(lonB))};
    }

    /** The same meridian within −180 … 180. */
    static double wrapLon(double lonDeg) {
        return turnDeg(0, lonDeg);
    }
}
