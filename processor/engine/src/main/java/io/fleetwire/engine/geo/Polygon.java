package io.fleetwire.engine.geo;

import java.util.List;

/** What a ring of corners encloses (even-odd rule); edges are straight in the plane around the place asked for. */
public final class Polygon implements Area {

    private final double[] lats;
    /** Without a jump at the 180th meridian: each corner is within 180° of the one before. */
    private final double[] lons;

    private final Bounds bounds;

    private Polygon(double[] lats, double[] lons) {
        this.lats = lats;
        this.lons = lons;
        this.bounds = boundsOf(lats, lons);
    }

    /**
     * The polygon of a ring of {@code [lon, lat]}, closed or not.
     *
     * @throws IllegalArgumentException where a corner is no pair
     */
    public static Polygon ofLonLat(List<List<Double>> ring) {
        double[] lats = new double[ring.size()];
        double[] lons = new double[ring.size()];
        for (int i = 0; i < lats.length; i++) {
            List<Double> corner = ring.get(i);
            if (corner.size() != 2) {
                throw new IllegalArgumentException("corner " + i + " must be [lon, lat]");
            }
            double lon = corner.get(0);
            lats[i] = corner.get(1);
            lons[i] = i == 0 ? lon : lons[i - 1] + Geo.turnDeg(lons[i - 1], lon);
        }
        return new Polygon(lats, lons);
    }

    @Override
    public double distanceOutsideM(double lat, double lon) {
        double metresPerLat = Math.toRadians(Geo.EARTH_RADIUS_M);
        double metresPerLon = metresPerLat * Math.cos(Math.toRadians(lat));
        // The place is the origin of a plane in metres; its meridian is the one nearest to the polygon's.
        double originLon = lons[0] + Geo.turnDeg(lons[0], lon);
        boolean inside = false;
        double nearestM = Double.POSITIVE_INFINITY;
        double fromX = (lons[lons.length - 1] - originLon) * metresPerLon;
        double fromY = (lats[lats.length - 1] - lat) * metresPerLat;
        for (int i = 0; i < lats.length; i++) {
            double toX = (lons[i] - originLon) * metresPerLon;
            double toY = (lats[i] - lat) * metresPerLat;
            if ((fromY > 0) != (toY > 0) && fromX + (toX - fromX) * fromY / (fromY - toY) > 0) {
                inside = !inside;
            }
            nearestM = Math.min(nearestM, originToSegmentM(fromX, fromY, toX, toY));
            fromX = toX;
            fromY = toY;
        }
        return inside ? 0 : nearestM;
    }

    @Override
    public Bounds bounds() {
        return bounds;
    }

    private static double originToSegmentM(double fromX, double fromY, double toX, double toY) {
        double dx = toX - fromX;
        double dy = toY - fromY;
        double lengthSquared = dx * dx + dy * dy;
        double along = lengthSquared == 0 ? 0 : Math.clamp(-(fromX * dx + fromY * dy) / lengthSquared, 0.0, 1.0);
        return Math.hypot(fromX + along * dx, fromY + along * dy);
    }

    private static Bounds boundsOf(double[] lats, double[] lons) {
        double south = lats[0];
        double north = lats[0];
        double west = lons[0];
        double east = lons[0];
        for (int i = 1; i < lats.length; i++) {
            south = Math.min(south, lats[i]);
            north = Math.max(north, lats[i]);
            west = Math.min(west, lons[i]);
            east = Math.max(east, lons[i]);
        }
        return new Bounds(south, west, north, east);
    }
}
