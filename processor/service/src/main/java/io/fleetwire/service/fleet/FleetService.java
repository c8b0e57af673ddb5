package io.fleetwire.service.fleet;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.ConfigEntry.Geofence;
import io.fleetwire.event.ConfigEntry.Pinned;
import io.fleetwire.event.ConfigEntry.Tap;
import io.fleetwire.event.ConfigEntry.UnknownDevice;
import io.fleetwire.event.ConfigEntry.Vehicle;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What operators do with the fleet: take devices in, let them go, draw areas. One change at a time, so that a check and its write belong together. */
public final class FleetService {

    private static final String DANGER = "dangerousCommands";

    /** Most areas: the engine checks each fix against them. */
    static final int MAX_GEOFENCES = 10_000;

    /** Why a change is refused, in a sentence. */
    public static final class ConflictException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConflictException(String message) {
            super(message);
        }
    }

    /**
     * A device with its secret, which exists only here: the log has its hash.
     *
     * @param secret what the device sends as its MQTT password
     */
    public record Registered(Device device, String secret) {}

    private final FleetView view;
    private final FleetLog log;
    private final InstantSource clock;
    private final Supplier<String> secrets;
    private final UnaryOperator<String> hash;
    private final Consumer<String> deserted;

    /** @param deserted told the id of a vehicle that has just lost its last device */
    public FleetService(
            FleetView view,
            FleetLog log,
            InstantSource clock,
            Supplier<String> secrets,
            UnaryOperator<String> hash,
            Consumer<String> deserted) {
        this.view = view;
        this.log = log;
        this.clock = clock;
        this.secrets = secrets;
        this.hash = hash;
        this.deserted = deserted;
    }

    public FleetView view() {
        return view;
    }

    /** Registers a device; its vehicle is named after it unless told. */
    public synchronized Registered register(String deviceId, @Nullable String vehicleId, @Nullable String protocol) {
        if (view.device(deviceId).isPresent()) {
            throw new ConflictException("The device " + deviceId + " is registered already.");
        }
        String secret = secrets.get();
        Device device = active(deviceId, vehicleId, protocol, hash.apply(secret), Map.of());
        put(device);
        forget(deviceId);
        return new Registered(device, secret);
    }

    /** Adopts an unknown device, or one that was disabled; empty where neither is known. */
    public synchronized Optional<Device> adopt(String deviceId, @Nullable String vehicleId) {
        Optional<Device> known = view.device(deviceId);
        if (known.isPresent()) {
            return known.map(device -> reactivate(device, vehicleId));
        }
        return view.unknownDevice(deviceId).map(unknownDevice -> takeIn(unknownDevice, vehicleId));
    }

    /**
     * What to change about a device; null: as it is.
     *
     * @param settings all of them: what is not in it is unset
     */
    public record Change(
            @Nullable String vehicleId,
            @Nullable String protocol,
            Device.@Nullable Status status,
            @Nullable Map<String, String> settings) {}

    /** Changes a device; empty where it isn't known. */
    public synchronized Optional<Device> change(String deviceId, Change change) {
        return view.device(deviceId).map(device -> {
            Device changed = new Device(
                    deviceId,
                    Objects.requireNonNullElse(change.vehicleId(), device.vehicleId()),
                    change.protocol() == null ? device.protocol() : change.protocol(),
                    Objects.requireNonNullElse(change.status(), device.status()),
                    device.secretHash(),
                    change.settings() == null ? device.settings() : withItsDanger(change.settings(), device),
                    device.createdAt());
            if (!changed.equals(device)) {
                put(changed);
                left(device.vehicleId());
            }
            return changed;
        });
    }

    /** Says whether a device may be asked for dangerous things; empty where it isn't known. */
    public synchronized Optional<Device> allowDanger(String deviceId, boolean allowed) {
        return view.device(deviceId).map(device -> {
            Map<String, String> settings = new HashMap<>(device.settings());
            settings.remove(DANGER);
            if (allowed) {
                settings.put(DANGER, "true");
            }
            Device changed = new Device(
                    deviceId,
                    device.vehicleId(),
                    device.protocol(),
                    device.status(),
                    device.secretHash(),
                    settings,
                    device.createdAt());
            if (!changed.equals(device)) {
                put(changed);
            }
            return changed;
        });
    }

    /** Whether a device may be asked for dangerous things is not a setting among others: it stays as it is. */
    private static Map<String, String> withItsDanger(Map<String, String> settings, Device device) {
        Map<String, String> all = new HashMap<>(settings);
        all.remove(DANGER);
        String danger = device.settings().get(DANGER);
        if (danger != null) {
            all.put(DANGER, danger);
        }
        return all;
    }

    /** Somebody looked at a device's flags and says that it is right as it is now; empty where the device isn't known. */
    public synchronized Optional<Device> acceptFlags(String deviceId) {
        Optional<Device> device = view.device(deviceId);
        device.flatMap(known -> view.pinned(deviceId))
                .filter(pinned -> !pinned.flags().isEmpty())
                .ifPresent(pinned -> put(pinned.accepted()));
        return device;
    }

    private Device reactivate(Device device, @Nullable String vehicleId) {
        String vehicle = vehicleId == null ? device.vehicleId() : vehicleId;
        Device adopted = new Device(
                device.deviceId(),
                vehicle,
                device.protocol(),
                Device.Status.ACTIVE,
                device.secretHash(),
                device.settings(),
                device.createdAt());
        if (!adopted.equals(device)) {
            put(adopted);
            left(device.vehicleId());
        }
        return adopted;
    }

    private Device takeIn(UnknownDevice unknownDevice, @Nullable String vehicleId) {
        Device device = active(unknownDevice.deviceId(), vehicleId, unknownDevice.protocol(), null, Map.of());
        put(device);
        forget(unknownDevice.deviceId());
        return device;
    }

    private Device active(
            String deviceId,
            @Nullable String vehicleId,
            @Nullable String protocol,
            @Nullable String secretHash,
            Map<String, String> settings) {
        return new Device(
                deviceId,
                vehicleId == null ? deviceId : vehicleId,
                protocol,
                Device.Status.ACTIVE,
                secretHash,
                settings,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Removes a device, registered or unknown; false where neither is known. */
    public synchronized boolean removeDevice(String deviceId) {
        Optional<Device> device = view.device(deviceId);
        boolean known = device.isPresent();
        boolean unknown = view.unknownDevice(deviceId).isPresent();
        if (known) {
            log.write(Device.keyOf(deviceId), null);
        }
        if (view.pinned(deviceId).isPresent()) {
            log.write(Pinned.keyOf(deviceId), null);
        }
        forget(deviceId);
        device.ifPresent(gone -> left(gone.vehicleId()));
        return known || unknown;
    }

    /** A device has left a vehicle, or has changed in it. */
    private void left(String vehicleId) {
        if (view.devices().stream().noneMatch(device -> device.vehicleId().equals(vehicleId))) {
            deserted.accept(vehicleId);
        }
    }

    /** Listens in on a device, or goes on listening; empty where there is no such device. */
    public synchronized Optional<Tap> tap(String deviceId) {
        if (view.device(deviceId).isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // What ended by itself is still in the log: this is the time to tidy up.
        view.taps().stream().filter(tap -> !tap.until().isAfter(now)).forEach(tap -> log.write(tap.key(), null));
        boolean isNew = view.tap(deviceId).isEmpty();
        if (isNew && view.taps().size() >= Tap.MOST) {
            throw new ConflictException("There are " + Tap.MOST + " taps, which is the most. End one.");
        }
        Tap tap = new Tap(deviceId, now.plus(Tap.LONGEST));
        put((ConfigEntry) tap);
        return Optional.of(tap);
    }

    /** Stops listening. */
    public synchronized void untap(String deviceId) {
        if (view.tap(deviceId).isPresent()) {
            log.write(Tap.keyOf(deviceId), null);
        }
    }

    /** Creates or replaces an area. */
    public synchronized void put(Geofence geofence) {
        boolean isNew = view.geofence(geofence.id()).isEmpty();
        if (isNew && view.geofences().size() >= MAX_GEOFENCES) {
            throw new ConflictException("There are " + MAX_GEOFENCES + " geofences, which is the most. Delete one.");
        }
        put((ConfigEntry) geofence);
    }

    /** Removes an area; false where there is none. */
    public synchronized boolean removeGeofence(String id) {
        boolean known = view.geofence(id).isPresent();
        if (known) {
            log.write(Geofence.keyOf(id), null);
        }
        return known;
    }

    /** Says what is special about a vehicle. */
    public synchronized void put(Vehicle vehicle) {
        put((ConfigEntry) vehicle);
    }

    private void put(ConfigEntry entry) {
        log.write(entry.key(), entry);
    }

    private void forget(String deviceId) {
        if (view.unknownDevice(deviceId).isPresent()) {
            log.write(UnknownDevice.keyOf(deviceId), null);
        }
    }
}
