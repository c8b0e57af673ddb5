package io.fleetwire.event;

import static io.fleetwire.event.Measure.ABSENT;
import static io.fleetwire.event.Measure.within;

/**
 * Where a device was.
 *
 * @param lat degrees, −90 … 90
 * @param lon degrees, −180 … 180
 * @param valid false: the last known place, not where the device is now
 * @param altitudeM metres above sea level, or absent
 * @param speedKmh ground speed, 0 … 1,000, or absent
 * @param headingDeg clockwise from north, 0 … 360, or absent
 * @param satellites satellites in use, or {@link #UNKNOWN_COUNT}
 * @param hdop horizontal dilution of precision, or absent
 * @param accuracyM radius of the 68 % circle, or absent
 */
public record Fix(
        double lat,
        double lon,
        boolean valid,
        double altitudeM,
        double speedKmh,
        double headingDeg,
        int satellites,
        double hdop,
        double accuracyM) {

    /** A count of satellites that was not reported. */
    public static final int UNKNOWN_COUNT = -1;

    /**
     * @throws IllegalArgumentException naming the field that no real fix can have
     */
    public Fix {
        if (Double.isNaN(lat) || Double.isNaN(lon)) {
            throw new IllegalArgumentException("lat and lon are required in a fix");
        }
        within("lat", lat, -90, 90);
        within("lon", lon, -180, 180);
        within("altitudeM", altitudeM, -20_000, 100_000);
        within("speedKmh", speedKmh, 0, 1_000);
        within("headingDeg", headingDeg, 0, 360);
        within("satellites", satellites, UNKNOWN_COUNT, 255);
        within("hdop", hdop, 0, 1_000);
        within("accuracyM", accuracyM, 0, 1e7);
    }

    /** A valid fix that says only where. */
    public static Fix at(double lat, double lon) {
        return new Fix(lat, lon, true, ABSENT, ABSENT, ABSENT, UNKNOWN_COUNT, ABSENT, ABSENT);
    }

    /** A valid fix of a moving vehicle. */
    public static Fix moving(double lat, double lon, double speedKmh, double headingDeg) {
        return new Fix(lat, lon, true, ABSENT, speedKmh, headingDeg, UNKNOWN_COUNT, ABSENT, ABSENT);
    }
}
