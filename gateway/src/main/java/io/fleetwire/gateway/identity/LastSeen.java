package io.fleetwire.gateway.identity;

import io.fleetwire.gateway.address.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From which network each device was let in last, and where it was: what its next session is compared with. In memory only. */
public final class LastSeen {

    /** Devices that are remembered, about 150 bytes each; beyond, the one that was away longest is forgotten. */
    static final int MAX_DEVICES = 50_000;

    private static final class Seen {
        private @Nullable Network network;
        private @Nullable Sighting place;
    }

    private final Map<String, Seen> byDevice = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MAX_DEVICES;
        }
    };

    synchronized void letIn(String deviceId, Network network) {
        seen(deviceId).network = network;
    }

    synchronized boolean wasLetInFrom(String deviceId, Network network) {
        Seen seen = byDevice.get(deviceId);
        return seen != null && network.equals(seen.network);
    }

    /** Where it was when its last session ended; null: nobody knows. */
    public synchronized @Nullable Sighting place(String deviceId) {
        Seen seen = byDevice.get(deviceId);
        return seen == null ? null : seen.place;
    }

    /** Its session ends, and this is where it was. */
    public synchronized void wasAt(String deviceId, Sighting place) {
        seen(deviceId).place = place;
    }

    synchronized void forget(String deviceId) {
        byDevice.remove(deviceId);
    }

    private Seen seen(String deviceId) {
        return byDevice.computeIfAbsent(deviceId, unseen -> new Seen());
    }
}
