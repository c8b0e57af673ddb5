package io.fleetwire.gateway.identity;

import io.fleetwire.gateway.address.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses from which too many logins were refused. Kind to carriers, who put many trackers behind one address: an unknown tracker that tries again and
 * again counts once a minute, and a device that was let in from there before is let in from there still. What is left is what a search for ids, or for a
 * secret, looks like.
 */
final class LoginBlocks {

    /** Addresses that are remembered; beyond, the one that was refused longest ago is forgotten. */
    static final int MAX_ADDRESSES = 65_536;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final class Refused {
        private Instant since;
        private Instant blockedUntil = Instant.MIN;
        private final Set<String> ids = new HashSet<>();
        private int guesses;

        Refused(Instant since) {
            this.since = since;
        }
    }

    private final LoginLimits settings;
    private final Map<Network, Refused> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Network, Refused> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    LoginBlocks(LoginLimits settings) {
        this.settings = settings;
    }

    synchronized boolean isBlocked(@Nullable InetAddress address, Instant now) {
        if (address == null) {
            return false;
        }
        Refused refused = byAddress.get(Network.ofOne(address));
        return refused != null && now.isBefore(refused.blockedUntil);
    }

    /**
     * A login was refused.
     *
     * @param guess a secret was wrong: each try counts
     * @return whether the address is blocked from now on
     */
    synchronized boolean refused(@Nullable InetAddress address, String deviceId, boolean guess, Instant now) {
        if (address == null || settings.exempt().contains(address)) {
            return false;
        }
        Refused refused = byAddress.computeIfAbsent(Network.ofOne(address), unseen -> new Refused(now));
        if (!now.isBefore(refused.since.plus(WINDOW))) {
            refused.since = now;
            refused.ids.clear();
            refused.guesses = 0;
        }
        if (guess) {
            refused.guesses++;
        } else {
            refused.ids.add(deviceId);
        }
        if (refused.ids.size() + refused.guesses <= settings.perMinute()) {
            return false;
        }
        refused.ids.clear();
        refused.guesses = 0;
        refused.blockedUntil = now.plus(settings.block());
        return true;
    }
}
