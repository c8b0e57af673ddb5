package io.fleetwire.gateway.identity;

import io.fleetwire.event.ConfigEntry.UnknownDevice;
import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.address.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Unknown devices that tried to log in: how often, and when to tell the fleet's people. An id costs an attacker nothing, so the table is bounded, each
 * network has a share of it, and the newest is always listed: the one that tried longest ago makes room, first of the same network.
 */
final class UnknownDevices {

    /** Most ids that are listed: as many as the service shows. */
    static final int MAX_IDS = 1_000;

    /** Most ids of one network: no single network fills the list. */
    static final int MAX_PER_NETWORK = 250;

    /** An unknown device that has not tried again for so long is removed from the list. */
    static final Duration LISTED_FOR = Duration.ofDays(7);

    /** A device that tries every second is written down once in this time. */
    static final Duration WRITE_EVERY = Duration.ofMinutes(1);

    /**
     * What changes in {@code fleet.config}.
     *
     * @param written a new or changed entry; null: none
     * @param removed ids whose entries are deleted
     */
    record Change(@Nullable UnknownDevice written, List<String> removed) {}

    private static final class Seen {
        private final Optional<Network> network;
        private UnknownDevice unknownDevice;
        private Instant writtenAt;

        Seen(Optional<Network> network, UnknownDevice unknownDevice, Instant writtenAt) {
            this.network = network;
            this.unknownDevice = unknownDevice;
            this.writtenAt = writtenAt;
        }
    }

    /** In the order in which they tried last. */
    private final Map<String, Seen> byId = new LinkedHashMap<>(16, 0.75f, true);

    /** The ids of each network, in the same order; empty: a network that could not be read. */
    private final Map<Optional<Network>, Set<String>> byNetwork = new HashMap<>();

    /** Counts a refused login of an unknown device. */
    synchronized Change refused(String deviceId, String protocol, String remote, Instant now) {
        List<String> removed = new ArrayList<>();
        removeOld(now, removed);
        Seen seen = byId.get(deviceId);
        if (seen == null) {
            UnknownDevice first = new UnknownDevice(deviceId, protocol, remote, now, now, 1);
            add(first, removed);
            return new Change(first, removed);
        }
        refresh(seen);
        UnknownDevice before = seen.unknownDevice;
        seen.unknownDevice = new UnknownDevice(deviceId, protocol, remote, before.firstAt(), now, before.times() + 1);
        if (now.isBefore(seen.writtenAt.plus(WRITE_EVERY))) {
            return new Change(null, removed);
        }
        seen.writtenAt = now;
        return new Change(seen.unknownDevice, removed);
    }

    /** What an earlier run of the gateway, or another gateway, wrote down; returns the ids that have to make room. */
    synchronized Change remember(UnknownDevice unknownDevice) {
        List<String> removed = new ArrayList<>();
        if (!byId.containsKey(unknownDevice.deviceId())) {
            add(unknownDevice, removed);
        }
        return new Change(null, removed);
    }

    /** Somebody took it in, or dismissed it. */
    synchronized void forget(String deviceId) {
        Seen seen = byId.remove(deviceId);
        Set<String> ids = seen == null ? null : byNetwork.get(seen.network);
        if (seen != null && ids != null && ids.remove(deviceId) && ids.isEmpty()) {
            byNetwork.remove(seen.network);
        }
    }

    private void add(UnknownDevice unknownDevice, List<String> removed) {
        Optional<Network> network = networkOf(unknownDevice.remote());
        Set<String> neighbours = byNetwork.getOrDefault(network, Set.of());
        if (neighbours.size() >= MAX_PER_NETWORK) {
            remove(neighbours.iterator().next(), removed);
        }
        if (byId.size() >= MAX_IDS) {
            remove(byId.keySet().iterator().next(), removed);
        }
        byId.put(unknownDevice.deviceId(), new Seen(network, unknownDevice, unknownDevice.lastAt()));
        byNetwork.computeIfAbsent(network, none -> new LinkedHashSet<>()).add(unknownDevice.deviceId());
    }

    private void remove(String deviceId, List<String> removed) {
        forget(deviceId);
        removed.add(deviceId);
    }

    private void refresh(Seen seen) {
        Set<String> neighbours = byNetwork.getOrDefault(seen.network, Set.of());
        String deviceId = seen.unknownDevice.deviceId();
        if (neighbours.remove(deviceId)) {
            neighbours.add(deviceId);
        }
    }

    private void removeOld(Instant now, List<String> removed) {
        Iterator<Seen> oldest = byId.values().iterator();
        List<String> old = new ArrayList<>();
        while (oldest.hasNext()) {
            UnknownDevice unknownDevice = oldest.next().unknownDevice;
            if (!unknownDevice.lastAt().plus(LISTED_FOR).isBefore(now)) {
                break;
            }
            old.add(unknownDevice.deviceId());
        }
        old.forEach(deviceId -> remove(deviceId, removed));
    }

    private static Optional<Network> networkOf(String remote) {
        InetAddress address = AddressList.literal(remote);
        return address == null ? Optional.empty() : Optional.of(Network.of(address));
    }
}
