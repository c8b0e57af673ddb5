package io.fleetwire.event;

import org.jspecify.annotations.Nullable;

/** Checks that several events share. */
final class Validation {

    private Validation() {}

    static void optionalIds(@Nullable String... ids) {
        for (String id : ids) {
            if (id != null) {
                Ids.require("id", id);
            }
        }
    }

    static void place(@Nullable Double lat, @Nullable Double lon) {
        if ((lat == null) != (lon == null)) {
            throw new IllegalArgumentException("lat and lon come together or not at all");
        }
        if (lat != null && lon != null) {
            if (lat.isNaN() || lon.isNaN()) {
                throw new IllegalArgumentException("lat and lon must be numbers");
            }
            Measure.within("lat", lat, -90, 90);
            Measure.within("lon", lon, -180, 180);
        }
    }

    static void note(@Nullable String note, int maxLength) {
        if (note != null && note.length() > maxLength) {
            throw new IllegalArgumentException("note is longer than " + maxLength + " characters");
        }
    }
}
