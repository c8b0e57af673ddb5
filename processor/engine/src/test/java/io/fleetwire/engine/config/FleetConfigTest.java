package io.fleetwire.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.ConfigEntry.VehicleClass;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetConfigTest {

    private static final ConfigEntry.Geofence DEPOT = new ConfigEntry.Geofence(
            "depot",
            "Depot",
            ConfigEntry.Geofence.Shape.POLYGON,
            List.of(List.of(13.0, 52.0), List.of(13.1, 52.0), List.of(13.1, 52.1)),
            null,
            null,
            Set.of(ConfigEntry.Geofence.Crossing.ENTER));

    private static final ConfigEntry.Vehicle LORRY = new ConfigEntry.Vehicle("L-1", VehicleClass.HEAVY, 70.0);

    @Test
    void anUnknownVehicleIsACarWithTheFleetsLimit() {
        assertThat(EngineSettings.defaults().limitsOf("X", FleetConfig.EMPTY)).isEqualTo(Limits.CAR);
    }

    @Test
    void aVehiclesOwnLimitBeatsItsClass() {
        FleetConfig config = FleetConfig.of(List.of(LORRY));
        assertThat(EngineSettings.defaults().limitsOf("L-1", config)).isEqualTo(Limits.HEAVY.withSpeedLimitKmh(70));
    }

    @Test
    void theNewestEntryCountsAndNullDeletes() {
        FleetConfig config = FleetConfig.EMPTY.with(DEPOT.key(), DEPOT).with(LORRY.key(), LORRY);
        assertThat(config.geozonesAt(52.01, 13.09)).extracting(Geozone::name).containsExactly("Depot");
        assertThat(config.geozonesAt(52.09, 13.01)).isEmpty();
        FleetConfig later = config.with(DEPOT.key(), null)
                .with(LORRY.key(), new ConfigEntry.Vehicle("L-1", VehicleClass.VAN, null));
        assertThat(later.geozone("depot")).isNull();
        assertThat(later.geozonesAt(52.01, 13.09)).isEmpty();
        assertThat(EngineSettings.defaults().limitsOf("L-1", later)).isEqualTo(Limits.VAN);
        assertThat(config.geozone("depot")).as("the old one is as it was").isNotNull();
        assertThat(later.with(LORRY.key(), null).classOf("L-1")).isEqualTo(FleetConfig.DEFAULT_CLASS);
    }
}
