package io.fleetwire.engine.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeoTest {

    @Test
    void distancesAgreeWithTheGeodesicWithinHalfAPercent() {
        // WGS 84 geodesics (Karney): Berlin – Munich 504,415.0 m; one minute of latitude at 45° is 1,852.2 m
        assertThat(Geo.distanceM(52.5200, 13.4050, 48.1351, 11.5820)).isCloseTo(504_415, within(2_500.0));
        assertThat(Geo.distanceM(45, 0, 45 + 1 / 60.0, 0)).isCloseTo(1_852.2, within(5.0));
        assertThat(Geo.distanceM(0, 179.999, 0, -179.999)).isCloseTo(222.4, within(0.5));
    }

    @Test
    void aTurnTakesTheShortWay() {
        assertThat(Geo.turnDeg(350, 10)).isEqualTo(20);
        assertThat(Geo.turnDeg(10, 350)).isEqualTo(-20);
        assertThat(Geo.turnDeg(0, 360)).isZero();
    }

    @Test
    void aDestinationIsAsFarAsAsked() {
        double[] place = Geo.destination(52.5, 13.4, 77, 1_234);
        assertThat(Geo.distanceM(52.5, 13.4, place[0], place[1])).isCloseTo(1_234, within(0.01));
    }

    @Test
    void aPolygonKnowsItsInside() {
        // A U open to the north, 0.02° wide
        Polygon u = Polygon.ofLonLat(List.of(
                List.of(13.40, 52.50),
                List.of(13.42, 52.50),
                List.of(13.42, 52.51),
                List.of(13.415, 52.51),
                List.of(13.415, 52.504),
                List.of(13.405, 52.504),
                List.of(13.405, 52.51),
                List.of(13.40, 52.51)));
        assertThat(u.contains(52.502, 13.41)).isTrue();
        assertThat(u.contains(52.507, 13.402)).isTrue();
        assertThat(u.contains(52.507, 13.41)).as("between its arms").isFalse();
        // 0.003° of latitude above the bottom
        assertThat(u.distanceOutsideM(52.507, 13.41)).isCloseTo(333.6, within(2.0));
        assertThat(u.contains(52.499, 13.41)).isFalse();
    }

    @Test
    void closedOrNotIsTheSameRing() {
        List<List<Double>> open = List.of(List.of(0.0, 0.0), List.of(1.0, 0.0), List.of(1.0, 1.0), List.of(0.0, 1.0));
        List<List<Double>> closed =
                List.of(List.of(0.0, 0.0), List.of(1.0, 0.0), List.of(1.0, 1.0), List.of(0.0, 1.0), List.of(0.0, 0.0));
        assertThat(Polygon.ofLonLat(open).contains(0.5, 0.5)).isTrue();
        assertThat(Polygon.ofLonLat(closed).contains(0.5, 0.5)).isTrue();
        assertThat(Polygon.ofLonLat(closed).distanceOutsideM(-0.01, 0.5)).isCloseTo(1_112, within(5.0));
    }

    @Test
    void areasLieAcrossTheDateLine() {
        Polygon fiji = Polygon.ofLonLat(
                List.of(List.of(179.5, -17.5), List.of(-179.5, -17.5), List.of(-179.5, -16.5), List.of(179.5, -16.5)));
        AreaIndex<Area> index = new AreaIndex<>(List.of(fiji, new Circle(-17, 180, 20_000)), area -> area);
        assertThat(fiji.contains(-17, 179.9)).isTrue();
        assertThat(fiji.contains(-17, -179.9)).isTrue();
        assertThat(fiji.contains(-17, 0)).isFalse();
        assertThat(index.at(-17, -179.95)).hasSize(2);
        assertThat(index.at(-17, 179.95)).hasSize(2);
        assertThat(index.at(-17, 178)).isEmpty();
    }

    @Test
    void aWayThroughAnAreaIsMeasured() {
        // 0.01° of longitude at 52.5° is 677 m; both areas are as wide, the way is three times that
        Polygon square = Polygon.ofLonLat(List.of(
                List.of(13.40, 52.495), List.of(13.41, 52.495), List.of(13.41, 52.505), List.of(13.40, 52.505)));
        Circle circle = new Circle(52.5, 13.405, 338.5);
        for (Area area : List.of(square, circle)) {
            Chord chord = java.util.Objects.requireNonNull(area.chord(52.5, 13.39, 52.5, 13.42));
            assertThat(chord.from()).isCloseTo(1 / 3.0, within(0.001));
            assertThat(chord.to()).isCloseTo(2 / 3.0, within(0.001));
            assertThat(chord.insideM()).isCloseTo(677, within(2.0));
            assertThat(area.chord(52.51, 13.39, 52.51, 13.42)).as("passes by").isNull();
            assertThat(area.chord(52.5, 13.38, 52.5, 13.39)).as("ends before").isNull();
            assertThat(new AreaIndex<>(List.of(area), each -> each).near(52.5, 13.30, 52.5, 13.50))
                    .containsExactly(area);
        }
    }

    @Test
    void theIndexFindsWhatAskingEachWouldFind() {
        List<Circle> circles = IntStream.range(0, 400)
                .mapToObj(i -> new Circle(
                        50 + i % 20 * 0.07, 10 + Math.floorDiv(i, 20) * 0.09, i % 7 == 0 ? 300_000 : 50 + i * 20))
                .toList();
        AreaIndex<Circle> index = new AreaIndex<>(circles, circle -> circle);
        for (double lat = 49.9; lat < 51.6; lat += 0.0371) {
            for (double lon = 9.9; lon < 12; lon += 0.0433) {
                double y = lat;
                double x = lon;
                assertThat(index.at(lat, lon))
                        .containsExactlyInAnyOrderElementsOf(circles.stream()
                                .filter(circle -> circle.contains(y, x))
                                .toList());
            }
        }
    }
}
