package io.fleetwire.sim.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The city's roads as GeoJSON, for the dashboard's map. */
public final class RoadMap {

    private RoadMap() {}

    /** Writes the file in one go: a reader sees the old one or the new one. */
    public static void write(City city, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path draft = Files.createTempFile(target.getParent(), "roads", ".tmp");
        Files.write(draft, Json.mapper().writeValueAsBytes(geoJson(city)));
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ObjectNode geoJson(City city) {
        ObjectNode collection = Json.mapper().createObjectNode().put("type", "FeatureCollection");
        ArrayNode features = collection.putArray("features");
        for (Road road : city.roads()) {
            ObjectNode feature = features.addObject().put("type", "Feature");
            feature.putObject("properties").put("limitKmh", road.limitKmh());
            ArrayNode line =
                    feature.putObject("geometry").put("type", "LineString").putArray("coordinates");
            for (Place place : new Place[] {road.from(), road.to()}) {
                line.addArray().add(round(place.lon())).add(round(place.lat()));
            }
        }
        return collection;
    }

    /** To a decimetre: the file goes to every browser. */
    private static double round(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
