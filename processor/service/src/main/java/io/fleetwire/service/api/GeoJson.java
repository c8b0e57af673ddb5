package io.fleetwire.service.api;

import io.fleetwire.event.LivePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** GeoJSON (RFC 7946), as much as there is of it here. */
final class GeoJson {

    static final String MEDIA_TYPE = "application/geo+json";

    private GeoJson() {}

    /** Features. */
    record FeatureCollection(String type, List<Feature> features) {
        static final FeatureCollection EMPTY = of(List.of());

        static FeatureCollection of(List<Feature> features) {
            return new FeatureCollection("FeatureCollection", features);
        }
    }

    /** A point and what is known of it. */
    record Feature(String type, Point geometry, LivePosition properties) {}

    /** {@code [lon, lat]}. */
    record Point(String type, List<Double> coordinates) {}

    /** Where vehicles are; those that never had a fix are nowhere. */
    static FeatureCollection of(Iterable<LivePosition> positions) {
        List<Feature> features = new ArrayList<>();
        for (LivePosition position : positions) {
            if (position.lat() != null && position.lon() != null) {
                List<Double> place =
                        List.of(Objects.requireNonNull(position.lon()), Objects.requireNonNull(position.lat()));
                features.add(new Feature("Feature", new Point("Point", place), position));
            }
        }
        return FeatureCollection.of(features);
    }
}
