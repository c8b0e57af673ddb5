package io.fleetwire.engine.geo;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    public @Nullable Chord chord(double fromLat, double fromLon, double toLat, double toLon) {
        double[] cuts = cuts(fromLat, fromLon, toLat, toLon);
        double wayM = Geo.distanceM(fromLat, fromLon, toLat, toLon);
        double turn = Geo.turnDeg(fromLon, toLon);
        double enter = Double.NaN;
        double leave = Double.NaN;
        double share = 0;
        for (int i = 1; i < cuts.length; i++) {
            double middle = (cuts[i - 1] + cuts[i]) / 2;
            if (contains(fromLat + middle * (toLat - fromLat), Geo.wrapLon(fromLon + middle * turn))) {
                enter = Double.isNaN(enter) ? cuts[i - 1] : enter;
                leave = cuts[i];
                share += cuts[i] - cuts[i - 1];
            }
        }
        return Double.isNaN(enter) ? null : new Chord(enter, leave, share * wayM);
    }

    /** Where the way crosses edges, as shares of it, in order, with both of its ends. */
    private double[] cuts(double fromLat, double fromLon, double toLat, double toLon) {
        double originLon = lons[0] + Geo.turnDeg(lons[0], fromLon);
        double dx = Geo.turnDeg(fromLon, toLon);
        double dy = toLat - fromLat;
        double[] cuts = new double[lats.length + 2];
        cuts[0] = 0;
        cuts[1] = 1;
        int count = 2;
        for (int i = 0, before = lats.length - 1; i < lats.length; before = i++) {
            double edgeX = lons[i] - lons[before];
            double edgeY = lats[i] - lats[before];
            double cross = dx * edgeY - dy * edgeX;
            double aX = lons[before] - originLon;
            double aY = lats[before] - fromLat;
            double along = (aX * edgeY - aY * edgeX) / cross;
            double onEdge = (aX * dy - aY * dx) / cross;
            if (cross != 0 && along > 0 && along < 1 && onEdge >= 0 && onEdge <= 1) {
                cuts[count++] = along;
            }
        }
        double[] sorted = Arrays.copyOf(cuts, count);
        Arrays.sort(sorted);
        return sorted;
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
