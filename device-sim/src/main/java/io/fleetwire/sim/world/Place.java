package io.fleetwire.sim.world;

/**
 * A point of the city.
 *
 * @param lat WGS 84 degrees
 * @param lon WGS 84 degrees
 */
public record Place(double lat, double lon) {

    private static final double METRES_PER_DEGREE = 111_195;

    /** Metres to another place; a city is small enough to be flat. */
    public double metresTo(Place other) {
        return Math.hypot(northM(other), eastM(other));
    }

    /** Direction to another place, clockwise from north, 0 … 360. */
    public double headingTo(Place other) {
        double degrees = Math.toDegrees(Math.atan2(eastM(other), northM(other)));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    /** The place this far north and east of here. */
    public Place offset(double northM, double eastM) {
        return new Place(
                lat + northM / METRES_PER_DEGREE, lon + eastM / (METRES_PER_DEGREE * Math.cos(Math.toRadians(lat))));
    }

    /** The place at this share of the way to another one. */
    public Place towards(Place other, double share) {
        return new Place(lat + (other.lat - lat) * share, lon + (other.lon - lon) * share);
    }

    private double northM(Place other) {
        return (other.lat - lat) * METRES_PER_DEGREE;
    }

    private double eastM(Place other) {
        return (other.lon - lon) * METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
    }
}
