package io.fleetwire.engine.geo;

import org.jspecify.annotations.Nullable;

/** A part of the earth's surface, small enough to be flat (a few hundred kilometres); it may lie across the 180th meridian. */
public sealed interface Area permits Circle, Polygon {

    /** How far outside the place is, metres; 0 inside. */
    double distanceOutsideM(double lat, double lon);

    /** The rectangle around it. */
    Bounds bounds();

    /** The part of a straight way between two places that lies inside; null: it passes by. */
    @Nullable
    Chord chord(double fromLat, double fromLon, double toLat, double toLon);

    /** Whether the place is inside. */
    default boolean contains(double lat, double lon) {
        return distanceOutsideM(lat, lon) == 0;
    }

    /** A rectangle of degrees; {@code east} may be above 180 where it lies across the 180th meridian. */
    record Bounds(double south, double west, double north, double east) {}
}
