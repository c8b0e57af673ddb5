package io.fleetwire.engine.config;

import io.fleetwire.engine.geo.AreaIndex;
import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.ConfigEntry.VehicleClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fleet consists of, as far as the engine cares: geofences and vehicles. Immutable: a change gives another one. */
public final class FleetConfig {

    /** Nothing configured. */
    public static final FleetConfig EMPTY = new FleetConfig(Map.of(), Map.of());

    /** What a vehicle is that nobody configured. */
    public static final VehicleClass DEFAULT_CLASS = VehicleClass.CAR;

    private final Map<String, Geozone> geozones;
    private final Map<String, ConfigEntry.Vehicle> vehicles;
    private final AreaIndex<Geozone> index;

    private FleetConfig(Map<String, Geozone> geozones, Map<String, ConfigEntry.Vehicle> vehicles) {
        this(geozones, vehicles, new AreaIndex<>(geozones.values(), Geozone::area));
    }

    private FleetConfig(
            Map<String, Geozone> geozones, Map<String, ConfigEntry.Vehicle> vehicles, AreaIndex<Geozone> index) {
        this.geozones = geozones;
        this.vehicles = vehicles;
        this.index = index;
    }

    /** The configuration of these entries; kinds the engine has no use for are skipped. */
    public static FleetConfig of(Iterable<? extends ConfigEntry> entries) {
        Map<String, Geozone> geozones = new HashMap<>();
        Map<String, ConfigEntry.Vehicle> vehicles = new HashMap<>();
        for (ConfigEntry entry : entries) {
            switch (entry) {
                case ConfigEntry.Geofence geofence -> geozones.put(geofence.key(), Geozone.of(geofence));
                case ConfigEntry.Vehicle vehicle -> vehicles.put(vehicle.key(), vehicle);
                case ConfigEntry.Device device -> {}
                case ConfigEntry.Knock knock -> {}
                case ConfigEntry.Pinned pinned -> {}
                case ConfigEntry.Tap tap -> {}
            }
        }
        return new FleetConfig(geozones, vehicles);
    }

    /**
     * The configuration after one record of {@code fleet.config}: a null value deletes. Costs a copy of what changed; a whole fleet is better given to
     * {@link #of}.
     */
    public FleetConfig with(String key, @Nullable ConfigEntry entry) {
        if (entry instanceof ConfigEntry.Geofence geofence) {
            return new FleetConfig(put(geozones, key, Geozone.of(geofence)), vehicles);
        }
        if (entry instanceof ConfigEntry.Vehicle vehicle) {
            return new FleetConfig(geozones, put(vehicles, key, vehicle), index);
        }
        if (entry == null && geozones.containsKey(key)) {
            return new FleetConfig(remove(geozones, key), vehicles);
        }
        if (entry == null && vehicles.containsKey(key)) {
            return new FleetConfig(geozones, remove(vehicles, key), index);
        }
        return this;
    }

    /** The class of a vehicle. */
    public VehicleClass classOf(String vehicleId) {
        ConfigEntry.Vehicle vehicle = vehicle(vehicleId);
        return vehicle == null ? DEFAULT_CLASS : vehicle.vehicleClass();
    }

    /** The vehicle's own speed limit, km/h; NaN: it has none. */
    public double ownSpeedLimitKmh(String vehicleId) {
        ConfigEntry.Vehicle vehicle = vehicle(vehicleId);
        return vehicle == null || vehicle.speedLimitKmh() == null ? Double.NaN : vehicle.speedLimitKmh();
    }

    /** The geofences the place is in. */
    public List<Geozone> geozonesAt(double lat, double lon) {
        return index.at(lat, lon);
    }

    /** A geofence by its id; null: there is none any more. */
    public @Nullable Geozone geozone(String id) {
        return geozones.get(ConfigEntry.Geofence.keyOf(id));
    }

    private ConfigEntry.@Nullable Vehicle vehicle(String vehicleId) {
        return vehicles.isEmpty() ? null : vehicles.get("vehicle/" + vehicleId);
    }

    private static <V> Map<String, V> put(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    private static <V> Map<String, V> remove(Map<String, V> map, String key) {
        Map<String, V> copy = new HashMap<>(map);
        copy.remove(key);
        return copy;
    }
}
