package io.fleetwire.service.live;

import io.fleetwire.event.LivePosition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a screen wants to see.
 *
 * @param box null: everywhere
 * @param vehicles null: all
 */
record Filter(@Nullable Box box, @Nullable Set<String> vehicles, boolean alerts) {

    /** Everything. */
    static final Filter ALL = new Filter(null, null, true);

    /** A rectangle of the map; {@code west > east} crosses the date line. */
    record Box(double west, double south, double east, double north) {

        /** {@code [west, south, east, north]} in degrees. */
        static Box of(List<@Nullable Double> corners) {
            if (corners.size() != 4) {
                throw new IllegalArgumentException("bbox needs four numbers: west, south, east, north");
            }
            return new Box(degrees(corners, 0), degrees(corners, 1), degrees(corners, 2), degrees(corners, 3));
        }

        private static double degrees(List<@Nullable Double> corners, int index) {
            Double value = corners.get(index);
            return value == null ? Double.NaN : value; // which the ranges below refuse
        }

        Box {
            if (!(Math.abs(west) <= 180 && Math.abs(east) <= 180)) {
                throw new IllegalArgumentException("bbox: west and east are between -180 and 180");
            }
            if (!(south >= -90 && south <= north && north <= 90)) {
                throw new IllegalArgumentException("bbox: south and north are between -90 and 90, south first");
            }
        }

        boolean contains(double lat, double lon) {
            boolean between = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
            return between && lat >= south && lat <= north;
        }
    }

    boolean wants(String vehicleId) {
        return vehicles == null || vehicles.contains(vehicleId);
    }

    boolean shows(LivePosition position) {
        Double lat = position.lat();
        Double lon = position.lon();
        return wants(position.vehicleId()) && (box == null || (lat != null && lon != null && box.contains(lat, lon)));
    }
}
