package io.fleetwire.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.Fix;
import io.fleetwire.event.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightingTest {

    /** From Berlin; distances by great circle: Potsdam 27 km, Hamburg 255 km, Lisbon 2,313 km. */
    @ParameterizedTest
    @CsvSource({
        "52.52, 13.40, 0, false", // the same place at the same time
        "52.60, 13.45, 1, false", // 9.5 km in a second: the receiver's noise
        "52.40, 13.06, 60, true", // Potsdam in a minute
        "52.40, 13.06, 100, false", // 27 km in 100 s: 960 km/h
        "53.55, 10.00, 3600, false", // Hamburg in an hour
        "53.55, 10.00, 600, true",
        "38.72, -9.14, 7200, true", // Lisbon in two hours: 1,156 km/h
        "38.72, -9.14, 9000, false", // in two and a half: an airliner
        "38.72, -9.14, -7200, true", // two hours before: a stored record that came late
        "52.52, 13.40, -86400, false"
    })
    void fasterThanAnyVehicleIsImpossible(double lat, double lon, long seconds, boolean impossible) {
        Sighting berlin = new Sighting(52.52, 13.40, 1_000_000_000_000L);
        Sighting there = new Sighting(lat, lon, 1_000_000_000_000L + seconds * 1_000);
        assertThat(there.isImpossibleAfter(berlin)).isEqualTo(impossible);
        assertThat(berlin.isImpossibleAfter(there)).isEqualTo(impossible);
    }

    @Test
    void acrossTheDateLineIsNear() {
        assertThat(new Sighting(-17.0, 179.99, 0).isImpossibleAfter(new Sighting(-17.0, -179.99, 1_000)))
                .isFalse();
    }

    @Test
    void aLastKnownPlaceIsNoSighting() {
        Fix known = new Fix(52.5, 13.4, false, 0, 0, 0, 0, 0, 0);
        assertThat(Sighting.of(known, 0)).isNull();
        assertThat(Sighting.of(null, 0)).isNull();
    }

    private static final long NOW = 1_795_255_200_000L;

    /** What the engine drops must not raise a flag here. */
    @ParameterizedTest
    @CsvSource({
        "52.5, 13.4, 1795255190000, true",
        "0, 0, 1795255190000, false",
        "0.00005, -0.00005, 1795255190000, false",
        "0, 13.4, 1795255190000, true",
        "52.5, 13.4, 0, false",
        "52.5, 13.4, 946684800000, false",
        "52.5, 13.4, 1795341600000, true",
        "52.5, 13.4, 1795341600001, false"
    })
    void whatIsNoPlaceOrNoTimeIsNoSighting(double lat, double lon, long timeMs, boolean is) {
        Telemetry record = Telemetry.builder("truck", "line", timeMs)
                .receivedAtMs(NOW)
                .fix(Fix.at(lat, lon))
                .build();
        assertThat(Sighting.of(record) != null).isEqualTo(is);
    }
}
