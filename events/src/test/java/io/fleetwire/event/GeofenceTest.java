package io.fleetwire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.ConfigEntry.Geofence;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A geofence that is nowhere must not reach the engine: one bad entry would stop every vehicle. */
class GeofenceTest {

    @Test
    void placesAreLonLat() throws MalformedEventException {
        Geofence geofence = (Geofence) read("\"shape\":\"CIRCLE\",\"polygon\":[],\"centre\":[-180,90],\"radiusM\":10");
        assertThat(geofence.centre()).containsExactly(-180.0, 90.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"shape\":\"CIRCLE\",\"polygon\":[],\"centre\":[13.4],\"radiusM\":10",
                "\"shape\":\"CIRCLE\",\"polygon\":[],\"centre\":[13.4,91],\"radiusM\":10",
                "\"shape\":\"POLYGON\",\"polygon\":[[13,52],[14,52],[14,53,1]]",
                "\"shape\":\"POLYGON\",\"polygon\":[[13,52],[14,52],[]]",
                "\"shape\":\"POLYGON\",\"polygon\":[[13,52],[14,52],[1e9,53]]",
                "\"shape\":\"POLYGON\",\"polygon\":[[13,52],[14,52],[\"NaN\",53]]",
                "\"shape\":\"POLYGON\",\"polygon\":[[13,52],[14,52],[null,53]]",
                "\"shape\":\"POLYGON\",\"polygon\":[[13,52],[14,52],null]"
            })
    void aPlaceThatIsNoneIsRefused(String area) {
        assertThatThrownBy(() -> read(area)).isInstanceOf(MalformedEventException.class);
    }

    private static ConfigEntry read(String area) throws MalformedEventException {
        String json = "{\"kind\":\"geofence\",\"id\":\"g\",\"name\":\"G\",\"alertOn\":[\"ENTER\"]," + area + "}";
        return Topics.CONFIG.format().decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
