package io.fleetwire.gateway.identity;

import io.fleetwire.event.ConfigEntry.Knock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unknown devices that knocked: how often, and when to tell the fleet's people. Bounded, because ids cost an attacker nothing. */
final class Knocks {

    /** Most ids that are remembered; further ones are refused all the same, and only counted. */
    static final int MAX_IDS = 10_000;

    /** A device that knocks every second is written down once in this time. */
    static final Duration WRITE_EVERY = Duration.ofMinutes(1);

    private static final class Seen {
        private Knock knock;
        private Instant writtenAt;

        Seen(Knock knock, Instant writtenAt) {
            this.knock = knock;
            this.writtenAt = writtenAt;
        }
    }

    private final Map<String, Seen> byId = new HashMap<>();

    /** Counts a knock; returns what to write down, null where it is too early for that or there is no room. */
    synchronized @Nullable Knock knocked(String deviceId, String protocol, String remote, Instant now) {
        Seen seen = byId.get(deviceId);
        if (seen == null) {
            if (byId.size() >= MAX_IDS) {
                return null;
            }
            Knock first = new Knock(deviceId, protocol, remote, now, now, 1);
            byId.put(deviceId, new Seen(first, now));
            return first;
        }
        Knock before = seen.knock;
        seen.knock = new Knock(deviceId, protocol, remote, before.firstAt(), now, before.times() + 1);
        if (now.isBefore(seen.writtenAt.plus(WRITE_EVERY))) {
            return null;
        }
        seen.writtenAt = now;
        return seen.knock;
    }

    /** What an earlier run of the gateway wrote down, so that counting goes on. */
    synchronized void remember(Knock knock) {
        if (byId.size() < MAX_IDS) {
            byId.putIfAbsent(knock.deviceId(), new Seen(knock, knock.lastAt()));
        }
    }

    /** Somebody took it in, or dismissed it. */
    synchronized void forget(String deviceId) {
        byId.remove(deviceId);
    }
}
