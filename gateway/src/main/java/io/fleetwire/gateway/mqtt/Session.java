package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.services.subscription.TopicSubscription;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What outlives a client's connection: its subscriptions, and which of its QoS 2 publishes are stored and not released yet. The broker calls us for one
 * client id at a time and in order; the lock is for those who look from elsewhere.
 */
final class Session {

    /** Most QoS 2 publishes that are stored and not released: what MQTT 5 is told as the receive maximum, and MQTT 3.1.1 cannot be told. */
    static final int MAX_UNRELEASED = BrokerSettings.RECEIVE_MAXIMUM;

    /** What a connection may publish. */
    @FunctionalInterface
    interface Allowance {
        /** Spends one publish of so many bytes; false: it comes too fast. */
        boolean spend(int bytes, InetAddress from);
    }

    private final @Nullable String secretHash;
    private final Set<Integer> unreleased = new HashSet<>();
    private Set<TopicSubscription> subscriptions = Set.of();
    private @Nullable InetAddress from;
    private @Nullable Allowance allowance;
    private long expiryS;
    private @Nullable Instant endedAt;

    /**
     * @param secretHash the device's when it logged in: with another one, the session is not this client's any more
     */
    Session(@Nullable String secretHash) {
        this.secretHash = secretHash;
    }

    synchronized void connected(@Nullable InetAddress address, long seconds, Allowance mayCost) {
        from = address;
        allowance = mayCost;
        expiryS = seconds;
        endedAt = null;
    }

    synchronized void ended(Instant now) {
        endedAt = now;
    }

    /** A DISCONNECT may say anew how long the session is to live. */
    synchronized void expiresAfter(long seconds) {
        expiryS = seconds;
    }

    synchronized boolean isOver(Instant now) {
        return endedAt != null && !now.isBefore(endedAt.plusSeconds(expiryS));
    }

    @Nullable
    String secretHash() {
        return secretHash;
    }

    /** Where its connection comes from. */
    synchronized @Nullable InetAddress from() {
        return from;
    }

    /** Whether its connection may publish so many bytes now. */
    boolean maySpend(int bytes) {
        Allowance left;
        InetAddress address;
        synchronized (this) {
            left = allowance;
            address = from;
        }
        return left == null || address == null || left.spend(bytes, address);
    }

    synchronized boolean hasRoom() {
        return unreleased.size() < MAX_UNRELEASED;
    }

    /** Whether this publish is stored already. */
    synchronized boolean isStored(int packetId) {
        return unreleased.contains(packetId);
    }

    synchronized void stored(int packetId) {
        unreleased.add(packetId);
    }

    synchronized void released(int packetId) {
        unreleased.remove(packetId);
    }

    synchronized void subscribed(Set<TopicSubscription> now) {
        subscriptions = Set.copyOf(now);
    }

    synchronized Set<TopicSubscription> subscriptions() {
        return subscriptions;
    }
}
