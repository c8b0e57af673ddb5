package io.fleetwire.engine.config;

import io.fleetwire.engine.geo.AreaIndex;
import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.ConfigEntry.VehicleClass;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fleet consists of, as far as the engine cares: geofences and vehicles. Immutable: a change gives another one. */
public final class FleetConfig {

    /** Nothing configured. */
    public static final FleetConfig EMPTY = new FleetConfig(Map.of(), Map.of(), Map.of(), index(Map.of()));

    /** The setting of a device that says after which silence it is offline at the latest, as an ISO 8601 duration such as {@code PT36H}. */
    public static final String OFFLINE_AFTER = "offlineAfter";

    /** What a vehicle is that nobody configured. */
    public static final VehicleClass DEFAULT_CLASS = VehicleClass.CAR;

    private final Map<String, Geozone> geozones;
    private final Map<String, ConfigEntry.Vehicle> vehicles;
    private final Map<String, Long> offlineAfterMs;
    private final AreaIndex<Geozone> index;

    private FleetConfig(
            Map<String, Geozone> geozones,
            Map<String, ConfigEntry.Vehicle> vehicles,
            Map<String, Long> offlineAfterMs,
            AreaIndex<Geozone> index) {
        this.geozones = geozones;
        this.vehicles = vehicles;
        this.offlineAfterMs = offlineAfterMs;
        this.index = index;
    }

    private static AreaIndex<Geozone> index(Map<String, Geozone> geozones) {
        return new AreaIndex<>(geozones.values(), Geozone::area);
    }

    /** The configuration of these entries; kinds the engine has no use for are skipped. */
    public static FleetConfig of(Iterable<? extends ConfigEntry> entries) {
        Map<String, Geozone> geozones = new HashMap<>();
        Map<String, ConfigEntry.Vehicle> vehicles = new HashMap<>();
        Map<String, Long> offline = new HashMap<>();
        for (ConfigEntry entry : entries) {
            switch (entry) {
                case ConfigEntry.Geofence geofence -> geozones.put(geofence.key(), Geozone.of(geofence));
                case ConfigEntry.Vehicle vehicle -> vehicles.put(vehicle.key(), vehicle);
                case ConfigEntry.Device device -> {
                    long afterMs = offlineAfterMs(device);
                    if (afterMs > 0) {
                        offline.put(device.key(), afterMs);
                    }
                }
                case ConfigEntry.UnknownDevice unknownDevice -> {}
                case ConfigEntry.Pinned pinned -> {}
                case ConfigEntry.Tap tap -> {}
            }
        }
        return new FleetConfig(geozones, vehicles, offline, index(geozones));
    }

    /**
     * The configuration after one record of {@code fleet.config}: a null value deletes. Costs a copy of what changed; a whole fleet is better given to
     * {@link #of}.
     */
    public FleetConfig with(String key, @Nullable ConfigEntry entry) {
        if (entry instanceof ConfigEntry.Geofence geofence) {
            return withGeozones(put(geozones, key, Geozone.of(geofence)));
        }
        if (entry instanceof ConfigEntry.Vehicle vehicle) {
            return new FleetConfig(geozones, put(vehicles, key, vehicle), offlineAfterMs, index);
        }
        if (entry instanceof ConfigEntry.Device device) {
            return withOffline(key, offlineAfterMs(device));
        }
        if (entry == null && geozones.containsKey(key)) {
            return withGeozones(remove(geozones, key));
        }
        if (entry == null && vehicles.containsKey(key)) {
            return new FleetConfig(geozones, remove(vehicles, key), offlineAfterMs, index);
        }
        return entry == null ? withOffline(key, 0) : this;
    }

    private FleetConfig withGeozones(Map<String, Geozone> changed) {
        return new FleetConfig(changed, vehicles, offlineAfterMs, index(changed));
    }

    private FleetConfig withOffline(String key, long afterMs) {
        if (afterMs == offlineAfterMs.getOrDefault(key, 0L)) {
            return this;
        }
        Map<String, Long> changed = afterMs > 0 ? put(offlineAfterMs, key, afterMs) : remove(offlineAfterMs, key);
        return new FleetConfig(geozones, vehicles, changed, index);
    }

    /** A setting that is no duration is none: where devices are edited it is refused. */
    private static long offlineAfterMs(ConfigEntry.Device device) {
        String text = device.settings().get(OFFLINE_AFTER);
        if (text == null) {
            return 0;
        }
        try {
            return Math.max(0, Duration.parse(text).toMillis());
        } catch (DateTimeParseException | ArithmeticException e) {
            return 0;
        }
    }

    /** After which silence a device is offline at the latest, milliseconds; 0: it has no setting of its own. */
    public long offlineAfterMs(String deviceId) {
        return offlineAfterMs.isEmpty() ? 0 : offlineAfterMs.getOrDefault(ConfigEntry.Device.keyOf(deviceId), 0L);
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

    /** The geofences that a straight way between two places may touch. */
    public List<Geozone> geozonesNear(double fromLat, double fromLon, double toLat, double toLon) {
        return index.near(fromLat, fromLon, toLat, toLon);
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
