package io.fleetwire.sim.world;

/**
 * A one-way stretch between two crossings.
 *
 * @param limitKmh what the sign says
 */
public record Road(Place from, Place to, double lengthM, double limitKmh) {

    Road(Place from, Place to, double limitKmh) {
        this(from, to, from.metresTo(to), limitKmh);
    }

    /** Direction of travel, clockwise from north. */
    double headingDeg() {
        return from.headingTo(to);
    }
}
