package io.fleetwire.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityTest {

    private final City city = new City(7);

    @Test
    void theSameSeedBuildsTheSameCity() {
        assertThat(new City(7).roads()).containsExactlyElementsOf(city.roads());
        assertThat(new City(8).roads()).isNotEqualTo(city.roads());
    }

    @Test
    void everyCrossingCanBeReachedFromEveryOther() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            Place from = city.anyCrossing(random);
            Place to = city.anyCrossing(random);
            List<Road> way = city.route(from, to);
            if (!from.equals(to)) {
                assertThat(way.getFirst().from()).isEqualTo(from);
                assertThat(way.getLast().to()).isEqualTo(to);
            }
            for (int k = 1; k < way.size(); k++) {
                assertThat(way.get(k).from()).isEqualTo(way.get(k - 1).to());
            }
        }
    }

    @Test
    void theRingRoadIsALapOfAbout45Kilometres() {
        List<Road> lap = city.lap(city.anyRingPoint(new SplittableRandom(3)));
        assertThat(lap.getLast().to()).isEqualTo(lap.getFirst().from());
        assertThat(lap.stream().mapToDouble(Road::lengthM).sum()).isBetween(40_000.0, 50_000.0);
    }

    @Test
    void theRoadMapIsGeoJsonThatAMapCanDraw(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("map/roads.geojson");
        RoadMap.write(city, file);

        JsonNode json = Json.mapper().readTree(file.toFile());
        assertThat(json.path("type").asText()).isEqualTo("FeatureCollection");
        assertThat(json.path("features")).hasSize(city.roads().size());
        JsonNode first = json.path("features").get(0).path("geometry").path("coordinates");
        assertThat(first).hasSize(2);
        assertThat(first.get(0).get(0).asDouble()).isBetween(13.0, 13.7);
    }
}
