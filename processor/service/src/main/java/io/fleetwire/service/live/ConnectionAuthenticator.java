package io.fleetwire.service.live;

import io.fleetwire.service.access.Authenticator;
import io.fleetwire.service.access.Caller;
import io.fleetwire.service.net.FairShare;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is behind each screen, and whether that still holds. Whoever does not prove a name in time, or loses it, goes. */
final class ConnectionAuthenticator {

    /** A close code of our own (RFC 6455, 7.4.2), after HTTP's 401. */
    static final int NOT_LOGGED_IN = 4401;

    /** A connection without a session or a header names its token within this time. */
    static final Duration LOGIN_WITHIN = Duration.ofSeconds(5);

    /** A revoked token's screens are dark after this time. */
    static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    /** Connections that have not proved a name, of one address and of all: strangers must not take the room of those who have. */
    static final int MOST_PENDING_PER_UNIT = 64;

    static final int MOST_PENDING = 256;

    /** Changes of what a screen wants to see, a minute; a page that resyncs needs a few. */
    static final int MOST_WISHES = 20;

    private static final Duration WISHES_COUNT = Duration.ofMinutes(1);

    private static final class PendingConnection {
        final Instant since;
        final String unit;

        @Nullable
        Caller caller;

        int subscriptionChanges;
        Instant subscriptionChangesSince;

        PendingConnection(Instant since, String unit) {
            this.since = since;
            this.unit = unit;
            this.subscriptionChangesSince = since;
        }
    }

    private final Authenticator authenticator;
    private final InstantSource clock;
    private final int mostPerUser;
    private final Map<LiveSubscription, PendingConnection> guests = new HashMap<>();
    private final FairShare<LiveSubscription> pending = new FairShare<>(MOST_PENDING_PER_UNIT, MOST_PENDING);
    private Instant checkDue = Instant.EPOCH;

    /** @param mostPerUser connections that one user or token may have open */
    ConnectionAuthenticator(Authenticator authenticator, InstantSource clock, int mostPerUser) {
        this.authenticator = authenticator;
        this.clock = clock;
        this.mostPerUser = mostPerUser;
    }

    /**
     * Somebody opened a connection. Where too many have not said who they are, the one that has waited longest is closed, of the address that has most.
     *
     * @param unit where from, {@code IpAddress.unit()}
     * @param caller null: has not said who
     * @return false: closed again
     */
    synchronized boolean open(LiveSubscription screen, String unit, @Nullable Caller caller) {
        guests.put(screen, new PendingConnection(clock.instant(), unit));
        if (caller != null) {
            return admit(screen, caller);
        }
        pending.enter(unit, screen).ifPresent(longest -> {
            guests.remove(longest);
            longest.sink.close(LiveHub.TRY_AGAIN_LATER, "too many connections from there that have not logged in");
        });
        return true;
    }

    /** Whether the screen's guest has proved a name. */
    synchronized boolean knows(LiveSubscription screen) {
        PendingConnection connection = guests.get(screen);
        return connection != null && connection.caller != null;
    }

    /** The guest says who, with a token; false: closed. */
    boolean login(LiveSubscription screen, String token) {
        // Outside the lock: an identity provider's keys may have to be fetched.
        Caller caller = authenticator.bearer(token).orElse(null);
        if (caller == null) {
            refuse(screen, "invalid or expired token");
            return false;
        }
        return admit(screen, caller);
    }

    private synchronized boolean admit(LiveSubscription screen, Caller caller) {
        PendingConnection connection = guests.get(screen);
        if (connection == null) {
            return false;
        }
        pending.leave(connection.unit, screen);
        long open = guests.values().stream()
                .filter(other -> other.caller != null && other.caller.name().equals(caller.name()))
                .count();
        if (open >= mostPerUser) {
            guests.remove(screen);
            screen.sink.close(LiveHub.TRY_AGAIN_LATER, "more than " + mostPerUser + " connections of one user");
            return false;
        }
        connection.caller = caller;
        return true;
    }

    /** The guest wants to see something else; false: too often, closed. */
    synchronized boolean subscriptionChanges(LiveSubscription screen) {
        PendingConnection connection = guests.get(screen);
        if (connection == null) {
            return false;
        }
        Instant now = clock.instant();
        if (!now.isBefore(connection.subscriptionChangesSince.plus(WISHES_COUNT))) {
            connection.subscriptionChanges = 0;
            connection.subscriptionChangesSince = now;
        }
        connection.subscriptionChanges++;
        if (connection.subscriptionChanges > MOST_WISHES) {
            guests.remove(screen);
            screen.sink.close(LiveHub.POLICY_VIOLATION, "more than " + MOST_WISHES + " subscriptions a minute");
            return false;
        }
        return true;
    }

    /** The connection ended. */
    synchronized void gone(LiveSubscription screen) {
        forget(screen);
    }

    private void forget(LiveSubscription screen) {
        PendingConnection connection = guests.remove(screen);
        if (connection != null) {
            pending.leave(connection.unit, screen);
        }
    }

    /** Closes what may not stay: call it often. */
    synchronized void check() {
        Instant now = clock.instant();
        if (now.isBefore(checkDue)) {
            return;
        }
        checkDue = now.plus(CHECK_EVERY);
        for (Map.Entry<LiveSubscription, PendingConnection> entry : List.copyOf(guests.entrySet())) {
            Caller caller = entry.getValue().caller;
            if (caller == null) {
                if (!now.isBefore(entry.getValue().since.plus(LOGIN_WITHIN))) {
                    refuse(entry.getKey(), "no token within " + LOGIN_WITHIN.toSeconds() + " s");
                }
            } else if (authenticator.holds(caller)) {
                authenticator.noteUse(caller);
            } else {
                refuse(entry.getKey(), "the login is over");
            }
        }
    }

    synchronized void refuse(LiveSubscription screen, String reason) {
        forget(screen);
        screen.sink.close(NOT_LOGGED_IN, reason);
    }
}
