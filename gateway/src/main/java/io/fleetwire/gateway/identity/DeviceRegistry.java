package io.fleetwire.gateway.identity;

import io.fleetwire.event.ConfigEntry;
import io.fleetwire.event.ConfigEntry.Device;
import io.fleetwire.event.ConfigEntry.Pinned;
import io.fleetwire.event.ConfigEntry.UnknownDevice;
import io.fleetwire.event.Ids;
import io.fleetwire.gateway.address.Network;
import io.fleetwire.gateway.identity.Admission.LetIn;
import io.fleetwire.gateway.identity.Admission.Reason;
import io.fleetwire.gateway.identity.Admission.TurnedAway;
import io.fleetwire.gateway.log.Printable;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.Publisher;
import io.fleetwire.protocol.DeviceProfile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may talk to us. Holds what {@code fleet.config} says ({@link ConfigReader} feeds it) and answers from memory, on any thread, without blocking.
 *
 * <p>A tracker's id is identification, not authentication: its protocol knows no secret. MQTT has one, and needs it.
 */
public final class DeviceRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceRegistry.class);

    /** Most devices that adopting may fill the registry to: ids cost an attacker nothing. */
    private static final int MAX_WITH_ADOPTED = 100_000;

    /** Most devices that are taken in by a datagram while the gateway runs. */
    private static final int MAX_ADOPTED_BY_DATAGRAM = 1_000;

    /** Whether a caller has proved to be a device. */
    @FunctionalInterface
    public interface Proof {
        /**
         * Takes the same time whatever the device.
         *
         * @param device whom it claims to be; null: nobody registered that id, and the answer is not used
         */
        boolean isOf(@Nullable Device device);
    }

    private final Publisher publisher;
    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final AdmissionPolicy policy;
    private final LoginBlocks blocks;
    private final Pins pins;
    private final DailyRecords dailyRecords;
    private final LastSeen lastSeen = new LastSeen();
    private final Map<String, KnownDevice> devices = new ConcurrentHashMap<>();

    /** Adoptions that Kafka has not confirmed yet. */
    private final Map<String, CompletableFuture<Void>> adopting = new ConcurrentHashMap<>();

    private final UnknownDevices unknownDevices = new UnknownDevices();

    private int adoptedByDatagram;

    public DeviceRegistry(Publisher publisher, GatewayMetrics metrics, InstantSource clock, AdmissionPolicy policy) {
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
        this.policy = policy;
        this.blocks = new LoginBlocks(policy.limits());
        this.pins = new Pins(policy.pinning(), publisher, metrics, clock);
        this.dailyRecords = new DailyRecords(policy.limits().recordsPerDay());
        metrics.gauge("fleetwire.gateway.devices", "devices in the registry", devices, Map::size);
    }

    /** The device as the registry knows it now; null: it doesn't, or no longer. */
    public @Nullable KnownDevice find(String deviceId) {
        return devices.get(deviceId);
    }

    /** A device says who it is, in a protocol that has no secrets. */
    public Admission admit(String deviceId, Caller caller) {
        return answered(deviceId, caller, decide(deviceId, caller), false);
    }

    /**
     * A device says who it is and proves it. Never adopts: nobody could have told it a secret.
     *
     * @param proof whether what it showed proves that it is this device
     */
    public Admission authenticate(String deviceId, Proof proof, Caller caller) {
        Admission admission = decide(deviceId, proof, caller);
        // Unknown ids count like wrong secrets: otherwise the block would tell which ids exist.
        return answered(deviceId, caller, admission, true);
    }

    /** Before the proof nothing depends on whether the device is known, neither the answer nor the work it takes. */
    private Admission decide(String deviceId, Proof proof, Caller caller) {
        KnownDevice known = devices.get(deviceId);
        Reason stranger = objectionToStranger(deviceId, known, caller);
        if (stranger != null) {
            return new TurnedAway(stranger);
        }
        boolean proven = proof.isOf(known == null ? null : known.entry());
        if (known == null) {
            return new TurnedAway(Reason.UNKNOWN);
        }
        if (!proven) {
            return new TurnedAway(Reason.WRONG_SECRET);
        }
        Reason reason = disconnectCause(known, caller);
        if (reason == null && !pins.permitsLogin(known, caller)) {
            reason = Reason.PINNED;
        }
        return reason == null ? new LetIn(known, CompletableFuture.completedFuture(null)) : new TurnedAway(reason);
    }

    private Admission decide(String deviceId, Caller caller) {
        KnownDevice known = devices.get(deviceId);
        Reason reason = objectionToStranger(deviceId, known, caller);
        if (reason == null && known != null) {
            reason = disconnectCause(known, caller);
        }
        if (reason != null) {
            return new TurnedAway(reason);
        }
        if (known == null) {
            return policy.adopt() ? adopt(deviceId, caller) : new TurnedAway(Reason.UNKNOWN);
        }
        if (!known.speaks(caller.protocol())) {
            return new TurnedAway(Reason.WRONG_PROTOCOL);
        }
        if (!known.speaksWithoutSecret(caller.protocol())) {
            return new TurnedAway(Reason.SECRET_NEEDED);
        }
        if (!pins.permitsLogin(known, caller)) {
            return new TurnedAway(Reason.PINNED);
        }
        return new LetIn(known, adopting.getOrDefault(deviceId, CompletableFuture.completedFuture(null)));
    }

    /** What is against a caller, whoever it is; null: nothing. */
    private @Nullable Reason objectionToStranger(String deviceId, @Nullable KnownDevice known, Caller caller) {
        if (!Ids.isId(deviceId)) {
            return Reason.NO_ID;
        }
        Instant now = clock.instant();
        if (blocks.isBlocked(caller.address(), now) && !(known != null && isAtHome(deviceId, caller))) {
            return Reason.BLOCKED;
        }
        return Requirements.showsAnothersCertificate(caller, deviceId) ? Reason.WRONG_CERTIFICATE : null;
    }

    /** What is against a caller that is this device; null: nothing. */
    private @Nullable Reason disconnectCause(KnownDevice known, Caller caller) {
        if (!known.isActive()) {
            return Reason.DISABLED;
        }
        return dailyRecords.isSpent(known.entry().deviceId(), clock.instant())
                ? Reason.DAILY_RECORDS
                : known.requirements().disconnectCause(caller);
    }

    private boolean isAtHome(String deviceId, Caller caller) {
        return caller.address() != null && lastSeen.wasLetInFrom(deviceId, Network.ofOne(caller.address()));
    }

    private Admission answered(String deviceId, Caller caller, Admission admission, boolean secretAsked) {
        switch (admission) {
            case TurnedAway(Reason reason) -> turnAway(deviceId, caller, reason, secretAsked);
            case LetIn letIn -> {
                if (caller.address() != null && caller.addressProven()) {
                    lastSeen.letIn(deviceId, Network.ofOne(caller.address()));
                }
            }
        }
        return admission;
    }

    private synchronized Admission adopt(String deviceId, Caller caller) {
        if (devices.containsKey(deviceId)) {
            return decide(deviceId, caller); // another connection was faster
        }
        String protocol = caller.protocol();
        if (devices.size() >= MAX_WITH_ADOPTED || !mayAdopt(caller)) {
            metrics.limit("adopted_devices");
            return new TurnedAway(Reason.UNKNOWN);
        }
        LOG.info("adopted device {} speaking {}", deviceId, protocol);
        Device entry = new Device(deviceId, deviceId, protocol, Device.Status.ACTIVE, null, Map.of(), clock.instant());
        KnownDevice adopted = new KnownDevice(entry, DeviceProfile.DEFAULT, Requirements.NONE);
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

    /** An id in a datagram costs even less than a connection: of those only so many are taken in. */
    private boolean mayAdopt(Caller caller) {
        return caller.addressProven() || adoptedByDatagram++ < MAX_ADOPTED_BY_DATAGRAM;
    }

    private void turnAway(String deviceId, Caller caller, Reason reason, boolean secretAsked) {
        Instant now = clock.instant();
        metrics.refused(reason.label());
        LOG.info(
                "refused {} speaking {} from {}: {}",
                Printable.shortened(deviceId, Ids.MAX_LENGTH),
                caller.protocol(),
                caller.remote(),
                reason.label());
        if (!caller.addressProven()) {
            return; // anybody can send a datagram in anybody's name: nobody is blocked or listed for it
        }
        boolean search = reason == Reason.UNKNOWN || reason == Reason.NO_ID || reason == Reason.WRONG_SECRET;
        if (search && blocks.refused(caller.address(), deviceId, secretAsked, now)) {
            metrics.limit("login_block");
            LOG.warn("{} is blocked: too many logins were refused", caller.remote());
        }
        if (reason == Reason.UNKNOWN) {
            write(unknownDevices.refused(deviceId, caller.protocol(), caller.remote(), now));
        }
    }

    private void write(UnknownDevices.Change change) {
        for (String removed : change.removed()) {
            metrics.limit("unknown_devices");
            write(removed, Batch.removing(UnknownDevice.keyOf(removed)));
        }
        if (change.written() != null) {
            write(change.written().deviceId(), Batch.of(change.written()));
        }
    }

    private void write(String deviceId, Batch change) {
        CompletionStage<Void> written = publisher.publish(change);
        written.whenComplete((stored, failure) -> {
            if (failure != null) {
                LOG.warn("the list of unknown devices lacks a change of {}: {}", deviceId, failure.getMessage());
            }
        });
    }

    /** A new or changed entry of {@code fleet.config}. */
    void put(ConfigEntry entry) {
        switch (entry) {
            case Device device -> {
                devices.put(device.deviceId(), new KnownDevice(device, profile(device), requirements(device)));
                unknownDevices.forget(device.deviceId());
            }
            case UnknownDevice unknownDevice -> write(unknownDevices.remember(unknownDevice));
            case Pinned pinned -> pins.put(pinned);
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
            pins.forget(id);
            dailyRecords.forget(id);
            lastSeen.forget(id);
        } else if (key.equals(Pinned.keyOf(id))) {
            pins.forget(id);
        } else if (key.equals(UnknownDevice.keyOf(id))) {
            unknownDevices.forget(id);
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

    private static Requirements requirements(Device device) {
        try {
            return Requirements.of(device.settings());
        } catch (IllegalArgumentException e) {
            LOG.error("settings of device {} let nobody in: {}", device.deviceId(), e.getMessage());
            return Requirements.NOBODY;
        }
    }

    /** What devices are pinned to. */
    public Pins pins() {
        return pins;
    }

    /** How many records devices may have. */
    public DailyRecords dailyRecords() {
        return dailyRecords;
    }

    /** Where devices were. */
    public LastSeen lastSeen() {
        return lastSeen;
    }

    int size() {
        return devices.size();
    }
}
