package io.fleetwire.gateway.identity;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Plausible;
import io.fleetwire.event.Telemetry;
import org.jspecify.annotations.Nullable;

/**
 * Where a device was at a time of its own clock.
 *
 * @param latDeg WGS 84
 * @param lonDeg WGS 84
 * @param timeMs since 1970
 */
public record Sighting(double latDeg, double lonDeg, long timeMs) {

    /** Faster than any vehicle; an airliner with a tracker aboard stays below. */
    static final double IMPOSSIBLE_KMH = 1_000;

    /** Nearer places are the receiver's noise, however short the time between. */
    static final double NOISE_KM = 20;

    /** Degrees of latitude that are certainly nearer than that; saves the trigonometry for nearly every record. */
    private static final double NEAR_DEG = 0.1;

    private static final double EARTH_RADIUS_KM = 6_371;
    private static final double MS_PER_HOUR = 3_600_000;

    /** From a record; null where its place or its time cannot be: nothing follows from them. */
    public static @Nullable Sighting of(Telemetry record) {
        return Plausible.isTime(record.deviceTimeMs(), record.receivedAtMs())
                ? of(record.fix(), record.deviceTimeMs())
                : null;
    }

    /** From a fix; null where it is no place, or the last known one, not this time's. */
    static @Nullable Sighting of(@Nullable Fix fix, long timeMs) {
        return fix != null && Plausible.isPlace(fix) ? new Sighting(fix.lat(), fix.lon(), timeMs) : null;
    }

    /** Whether no vehicle can be here and there, whichever was first: stored records come late. */
    public boolean isImpossibleAfter(Sighting other) {
        if (Math.abs(latDeg - other.latDeg) < NEAR_DEG && Math.abs(lonDeg - other.lonDeg) < NEAR_DEG) {
            return false;
        }
        double km = distanceKm(other);
        return km > NOISE_KM && km > IMPOSSIBLE_KMH * Math.abs(timeMs - other.timeMs) / MS_PER_HOUR;
    }

    private double distanceKm(Sighting other) {
        double lat1 = Math.toRadians(latDeg);
        double lat2 = Math.toRadians(other.latDeg);
        double sinLat = Math.sin((lat2 - lat1) / 2);
        double sinLon = Math.sin(Math.toRadians(other.lonDeg - lonDeg) / 2);
        double h = sinLat * sinLat + Math.cos(lat1) * Math.cos(lat2) * sinLon * sinLon; // haversine
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    /** For people: place and time. */
    public String text() {
        return String.format(
                java.util.Locale.ROOT, "%.4f, %.4f at %s", latDeg, lonDeg, java.time.Instant.ofEpochMilli(timeMs));
    }
}
