package io.fleetwire.gateway.net;

import io.fleetwire.gateway.session.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts who connects. Loopback is exempt from the limits per network: whoever is on this machine needs no flood to harm it. */
final class ConnectLimits {

    /** Networks that are remembered; beyond, the idle ones are forgotten, and if there is none, a newcomer has to wait. */
    private static final int MAX_NETWORKS = 65_536;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Why a connection was not accepted; the names are the metric's. */
    enum Verdict {
        ACCEPTED,
        MAX_CONNECTIONS,
        NETWORK_CONNECTIONS,
        NETWORK_RATE
    }

    private static final class Usage {
        private int open;
        private double tokens;
        private long atNanos;
    }

    private final NetLimits limits;
    private final LongSupplier nanoTime;
    private final Map<Network, Usage> usages = new HashMap<>();
    private int open;

    ConnectLimits(NetLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Whether one more connection from there is fine; if so, it is counted until {@link #closed}. */
    synchronized Verdict opened(InetAddress from) {
        if (open >= limits.maxConnections()) {
            return Verdict.MAX_CONNECTIONS;
        }
        if (!from.isLoopbackAddress()) {
            Verdict verdict = take(Network.of(from));
            if (verdict != Verdict.ACCEPTED) {
                return verdict;
            }
        }
        open++;
        return Verdict.ACCEPTED;
    }

    synchronized void closed(InetAddress from) {
        open--;
        Usage usage = usages.get(Network.of(from));
        if (usage != null && !from.isLoopbackAddress()) {
            usage.open--;
        }
    }

    synchronized int open() {
        return open;
    }

    private Verdict take(Network network) {
        long now = nanoTime.getAsLong();
        Usage usage = usages.get(network);
        if (usage == null) {
            if (usages.size() >= MAX_NETWORKS && !forgetIdle(now)) {
                return Verdict.NETWORK_RATE;
            }
            usage = new Usage();
            usage.tokens = limits.connectBurst();
            usage.atNanos = now;
            usages.put(network, usage);
        }
        if (usage.open >= limits.maxPerNetwork()) {
            return Verdict.NETWORK_CONNECTIONS;
        }
        refill(usage, now);
        if (usage.tokens < 1) {
            return Verdict.NETWORK_RATE;
        }
        usage.tokens--;
        usage.open++;
        return Verdict.ACCEPTED;
    }

    private void refill(Usage usage, long now) {
        double earned = (now - usage.atNanos) / NANOS_PER_SECOND * limits.connectsPerSecond();
        usage.tokens = Math.min(limits.connectBurst(), usage.tokens + earned);
        usage.atNanos = now;
    }

    private boolean forgetIdle(long now) {
        return usages.values().removeIf(usage -> {
            refill(usage, now);
            return usage.open == 0 && usage.tokens >= limits.connectBurst();
        });
    }
}
