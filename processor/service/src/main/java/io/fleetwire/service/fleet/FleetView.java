package io.fleetwire.service.fleet;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.ConfigEntry.Geofence;
import io.fleetwire.event.ConfigEntry.Pinned;
import io.fleetwire.event.ConfigEntry.Tap;
import io.fleetwire.event.ConfigEntry.UnknownDevice;
import io.fleetwire.event.ConfigEntry.Vehicle;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The newest entry of each key of {@code fleet.config}, in memory. */
public final class FleetView {

    /** Anybody can knock, so what is kept of it has a limit: the latest count. */
    static final int MAX_KNOCKS = 1_000;

    private final Map<String, Device> devices = new ConcurrentSkipListMap<>();
    private final Map<String, Geofence> geofences = new ConcurrentSkipListMap<>();
    private final Map<String, Vehicle> vehicles = new ConcurrentHashMap<>();
    private final Map<String, UnknownDevice> unknownDevices = new ConcurrentHashMap<>();
    private final Map<String, Pinned> pins = new ConcurrentHashMap<>();
    private final Map<String, Tap> taps = new ConcurrentHashMap<>();

    /** Takes one record of the topic; a null entry deletes the key. */
    public void apply(String key, @Nullable ConfigEntry entry) {
        switch (entry) {
            case null -> remove(key);
            case Device device -> devices.put(device.deviceId(), device);
            case Geofence geofence -> geofences.put(geofence.id(), geofence);
            case Vehicle vehicle -> vehicles.put(vehicle.vehicleId(), vehicle);
            case UnknownDevice unknownDevice -> keep(unknownDevice);
            case Pinned pinned -> pins.put(pinned.deviceId(), pinned);
            case Tap tap -> taps.put(tap.deviceId(), tap);
        }
    }

    private void remove(String key) {
        int slash = key.indexOf('/');
        String id = key.substring(slash + 1);
        switch (key.substring(0, Math.max(slash, 0))) {
            case "device" -> devices.remove(id);
            case "geofence" -> geofences.remove(id);
            case "vehicle" -> vehicles.remove(id);
            case "knock" -> unknownDevices.remove(id);
            case "pinned" -> pins.remove(id);
            case "tap" -> taps.remove(id);
            default -> {
                // A kind that a newer version writes.
            }
        }
    }

    private void keep(UnknownDevice unknownDevice) {
        unknownDevices.put(unknownDevice.deviceId(), unknownDevice);
        if (unknownDevices.size() > MAX_KNOCKS) {
            unknownDevices.values().stream()
                    .min(Comparator.comparing(UnknownDevice::lastAt))
                    .ifPresent(oldest -> unknownDevices.remove(oldest.deviceId()));
        }
    }

    /** By id. */
    public Collection<Device> devices() {
        return List.copyOf(devices.values());
    }

    public Optional<Device> device(String deviceId) {
        return Optional.ofNullable(devices.get(deviceId));
    }

    /** Unknown devices that nobody adopted, the latest first. */
    public List<UnknownDevice> unknownDevices() {
        return unknownDevices.values().stream()
                .filter(unknownDevice -> !devices.containsKey(unknownDevice.deviceId()))
                .sorted(Comparator.comparing(UnknownDevice::lastAt).reversed())
                .toList();
    }

    public Optional<UnknownDevice> unknownDevice(String deviceId) {
        return Optional.ofNullable(unknownDevices.get(deviceId));
    }

    /** What a device showed first, and what did not fit later. */
    public Optional<Pinned> pinned(String deviceId) {
        return Optional.ofNullable(pins.get(deviceId));
    }

    /** By id. */
    public Collection<Geofence> geofences() {
        return List.copyOf(geofences.values());
    }

    public Optional<Geofence> geofence(String id) {
        return Optional.ofNullable(geofences.get(id));
    }

    /** Devices somebody listens in on, or did. */
    public Collection<Tap> taps() {
        return List.copyOf(taps.values());
    }

    public Optional<Tap> tap(String deviceId) {
        return Optional.ofNullable(taps.get(deviceId));
    }

    public Optional<Vehicle> vehicle(String vehicleId) {
        return Optional.ofNullable(vehicles.get(vehicleId));
    }
}
