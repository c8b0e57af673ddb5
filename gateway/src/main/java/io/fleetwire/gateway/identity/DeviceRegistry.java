package io.fleetwire.gateway.identity;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.ConfigEntry.Knock;
import io.fleetwire.event.Ids;
import io.fleetwire.gateway.identity.Admission.LetIn;
import io.fleetwire.gateway.identity.Admission.Reason;
import io.fleetwire.gateway.identity.Admission.TurnedAway;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.Publisher;
import io.fleetwire.protocol.DeviceProfile;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may talk to us. Holds what {@code fleet.config} says ({@link ConfigFollower} feeds it) and answers from memory, on any thread, without blocking.
 *
 * <p>A tracker's id is identification, not authentication: its protocol knows no secret. MQTT has one, and needs it.
 */
public final class DeviceRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceRegistry.class);

    /** Most devices that adopting may fill the registry to: ids cost an attacker nothing. */
    private static final int MAX_WITH_ADOPTED = 100_000;

    private final Publisher publisher;
    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final boolean adopt;
    private final Map<String, KnownDevice> devices = new ConcurrentHashMap<>();

    /** Adoptions that Kafka has not confirmed yet. */
    private final Map<String, CompletableFuture<Void>> adopting = new ConcurrentHashMap<>();

    private final Knocks knocks = new Knocks();

    /**
     * @param adopt take an unknown device in at once, as a vehicle named after its id
     */
    public DeviceRegistry(Publisher publisher, GatewayMetrics metrics, InstantSource clock, boolean adopt) {
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
        this.adopt = adopt;
        metrics.gauge("fleetwire.gateway.devices", "devices in the registry", devices, Map::size);
    }

    /** The device as the registry knows it now; null: it doesn't, or no longer. */
    public @Nullable KnownDevice find(String deviceId) {
        return devices.get(deviceId);
    }

    /** A device says who it is, in a protocol that has no secrets. */
    public Admission admit(String deviceId, String protocol, String remote) {
        Admission admission = decide(deviceId, protocol);
        if (admission instanceof TurnedAway(Reason reason)) {
            turnAway(deviceId, protocol, remote, reason);
        }
        return admission;
    }

    /**
     * A device says who it is and proves it. Never adopts: nobody could have told it a secret.
     *
     * @param proof whether what it showed proves that it is this device
     */
    public Admission authenticate(String deviceId, Predicate<Device> proof, String protocol, String remote) {
        KnownDevice known = devices.get(deviceId);
        Reason reason;
        if (!Ids.isId(deviceId)) {
            reason = Reason.NO_ID;
        } else if (known == null) {
            reason = Reason.UNKNOWN;
        } else if (!known.isActive()) {
            reason = Reason.DISABLED;
        } else if (!proof.test(known.entry())) {
            reason = Reason.WRONG_SECRET;
        } else {
            return new LetIn(known, CompletableFuture.completedFuture(null));
        }
        turnAway(deviceId, protocol, remote, reason);
        return new TurnedAway(reason);
    }

    private Admission decide(String deviceId, String protocol) {
        if (!Ids.isId(deviceId)) {
            return new TurnedAway(Reason.NO_ID);
        }
        KnownDevice known = devices.get(deviceId);
        if (known == null) {
            return adopt ? adopt(deviceId, protocol) : new TurnedAway(Reason.UNKNOWN);
        }
        if (!known.isActive()) {
            return new TurnedAway(Reason.DISABLED);
        }
        if (!known.speaks(protocol)) {
            return new TurnedAway(Reason.WRONG_PROTOCOL);
        }
        return new LetIn(known, adopting.getOrDefault(deviceId, CompletableFuture.completedFuture(null)));
    }

    private synchronized Admission adopt(String deviceId, String protocol) {
        if (devices.containsKey(deviceId)) {
            return decide(deviceId, protocol); // another connection was faster
        }
        if (devices.size() >= MAX_WITH_ADOPTED) {
            metrics.limit("adopted_devices");
            return new TurnedAway(Reason.UNKNOWN);
        }
        LOG.info("adopted device {} speaking {}", deviceId, protocol);
        Device entry = new Device(deviceId, deviceId, protocol, Device.Status.ACTIVE, null, Map.of(), clock.instant());
        KnownDevice adopted = new KnownDevice(entry, DeviceProfile.DEFAULT);
        CompletableFuture<Void> registered = new CompletableFuture<>();
        adopting.put(deviceId, registered); // before the device can be found, so that nobody takes it for registered
        devices.put(deviceId, adopted);
        CompletionStage<Void> written = publisher.publish(Batch.of(entry));
        written.whenComplete((stored, failure) -> {
            if (failure != null) {
                devices.remove(deviceId, adopted);
                registered.completeExceptionally(failure);
            } else {
                registered.complete(null);
            }
            adopting.remove(deviceId);
        });
        return new LetIn(adopted, registered);
    }

    private void turnAway(String deviceId, String protocol, String remote, Reason reason) {
        metrics.refused(reason.label());
        LOG.info("refused {} speaking {} from {}: {}", deviceId, protocol, remote, reason.label());
        if (reason != Reason.UNKNOWN) {
            return;
        }
        Knock knock = knocks.knocked(deviceId, protocol, remote, clock.instant());
        if (knock != null) {
            CompletionStage<Void> written = publisher.publish(Batch.of(knock));
            written.whenComplete((stored, failure) -> {
                if (failure != null) {
                    LOG.warn("the knock of {} was not written down: {}", deviceId, failure.getMessage());
                }
            });
        }
    }

    /** A new or changed entry of {@code fleet.config}. */
    void put(ConfigEntry entry) {
        switch (entry) {
            case Device device -> {
                devices.put(device.deviceId(), new KnownDevice(device, profile(device)));
                knocks.forget(device.deviceId());
            }
            case Knock knock -> knocks.remember(knock);
            case ConfigEntry.Vehicle vehicle -> {} // the engine's
            case ConfigEntry.Geofence geofence -> {} // the engine's
            case ConfigEntry.Tap tap -> {} // the taps'
        }
    }

    /** An entry of {@code fleet.config} is gone. */
    void remove(String key) {
        String id = key.substring(key.indexOf('/') + 1);
        if (key.equals(Device.keyOf(id))) {
            devices.remove(id);
        } else if (key.equals(Knock.keyOf(id))) {
            knocks.forget(id);
        }
    }

    private static DeviceProfile profile(Device device) {
        try {
            return DeviceProfile.of(device.settings());
        } catch (IllegalArgumentException e) {
            LOG.warn("settings of device {} are ignored: {}", device.deviceId(), e.getMessage());
            return DeviceProfile.DEFAULT;
        }
    }

    int size() {
        return devices.size();
    }
}
