package io.fleetwire.engine.geo;

import org.jspecify.annotations.Nullable;

/** All places at most {@code radiusM} from a centre. */
public record Circle(double lat, double lon, double radiusM) implements Area {

    @Override
    public double distanceOutsideM(double otherLat, double otherLon) {
        return Math.max(0, Geo.distanceM(lat, lon, otherLat, otherLon) - radiusM);
    }

    @Override
    public @Nullable Chord chord(double fromLat, double fromLon, double toLat, double toLon) {
        double metresPerLat = Math.toRadians(Geo.EARTH_RADIUS_M);
        double metresPerLon = metresPerLat * Math.cos(Math.toRadians(lat));
        return Chord.ofCircle(
                Geo.turnDeg(lon, fromLon) * metresPerLon,
                (fromLat - lat) * metresPerLat,
                Geo.turnDeg(lon, toLon) * metresPerLon,
                (toLat - lat) * metresPerLat,
                radiusM);
    }

    @Override
    public Bounds bounds() {
        double latSpan = Math.toDegrees(radiusM / Geo.EARTH_RADIUS_M);
        double lonSpan = Math.min(180, latSpan / Math.max(1e-6, Math.cos(Math.toRadians(lat))));
        return new Bounds(lat - latSpan, lon - lonSpan, lat + latSpan, lon + lonSpan);
    }
}
