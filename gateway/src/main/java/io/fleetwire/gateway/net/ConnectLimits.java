package io.fleetwire.gateway.net;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.address.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts who connects, and what a whole network sends. Exempt addresses have only the overall limits. */
public final class ConnectLimits {

    /** Networks that are remembered; beyond, the idle ones are forgotten, and if there is none, a newcomer has to wait. */
    static final int MAX_NETWORKS = 65_536;

    /** How often idle networks are looked for while the table is full. */
    private static final long FULL_TABLE_NANOS = 1_000_000_000;

    /** Why a connection was not accepted; the names are the metric's. */
    public enum Verdict {
        ACCEPTED,
        MEMORY,
        MAX_CONNECTIONS,
        ACCEPT_RATE,
        NETWORK_CONNECTIONS,
        NETWORK_RATE;

        /** For metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final class Usage {
        private int open;
        private final Rate.Budget connects;
        private final Rate.Budget bytes;

        Usage(NetLimits limits, long now) {
            connects = new Rate.Budget(limits.connects(), now);
            bytes = new Rate.Budget(limits.networkBytes(), now);
        }
    }

    private final NetLimits limits;
    private final AddressList exempt;
    private final LongSupplier nanoTime;
    private final BooleanSupplier memoryShort;
    private final Map<Network, Usage> usages = new HashMap<>();
    private final Rate.Budget accepts;
    private long forgotAtNanos;
    private int open;

    /**
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    public ConnectLimits(NetLimits limits, AddressList exempt, LongSupplier nanoTime) {
        this(limits, exempt, nanoTime, () -> false);
    }

    /**
     * @param nanoTime a clock that only goes forward, in nanoseconds
     * @param memoryShort whether nobody new may come
     */
    public ConnectLimits(NetLimits limits, AddressList exempt, LongSupplier nanoTime, BooleanSupplier memoryShort) {
        this.memoryShort = memoryShort;
        this.limits = limits;
        this.exempt = exempt;
        this.nanoTime = nanoTime;
        accepts = new Rate.Budget(limits.accepts(), nanoTime.getAsLong());
        forgotAtNanos = nanoTime.getAsLong() - FULL_TABLE_NANOS;
    }

    /** What each sender of datagrams may be answered, for one port. */
    SenderRates senderRates() {
        return new SenderRates(limits.sentFrames(), nanoTime);
    }

    /** Whether the limits per network and per connection do not count for it. */
    public boolean isExempt(InetAddress from) {
        return exempt.contains(from);
    }

    /** Whether one more connection from there is fine; if so, it is counted until {@link #closed}. */
    public synchronized Verdict opened(InetAddress from) {
        long now = nanoTime.getAsLong();
        if (memoryShort.getAsBoolean()) {
            return Verdict.MEMORY;
        }
        if (open >= limits.maxConnections()) {
            return Verdict.MAX_CONNECTIONS;
        }
        if (!isExempt(from)) {
            if (!accepts.take(limits.accepts(), now)) {
                return Verdict.ACCEPT_RATE;
            }
            Verdict verdict = take(Network.of(from), now);
            if (verdict != Verdict.ACCEPTED) {
                return verdict;
            }
        }
        open++;
        return Verdict.ACCEPTED;
    }

    /** A counted connection from there is gone. */
    public synchronized void closed(InetAddress from) {
        open--;
        Usage usage = usages.get(Network.of(from));
        if (usage != null && !isExempt(from)) {
            usage.open--;
        }
    }

    /** Bytes came from there; returns how long nothing more of it should be read, in nanoseconds. */
    public synchronized long received(InetAddress from, int bytes) {
        long now = nanoTime.getAsLong();
        Usage usage = usage(Network.of(from), now);
        return usage == null ? FULL_TABLE_NANOS : usage.bytes.spend(limits.networkBytes(), bytes, now);
    }

    /** Connections that are counted now. */
    public synchronized int open() {
        return open;
    }

    private @Nullable Usage usage(Network network, long now) {
        Usage usage = usages.get(network);
        if (usage == null && (usages.size() < MAX_NETWORKS || forgetIdle(now))) {
            usage = new Usage(limits, now);
            usages.put(network, usage);
        }
        return usage;
    }

    private Verdict take(Network network, long now) {
        Usage usage = usage(network, now);
        if (usage == null) {
            return Verdict.NETWORK_RATE;
        }
        if (usage.open >= limits.maxPerNetwork()) {
            return Verdict.NETWORK_CONNECTIONS;
        }
        if (!usage.connects.take(limits.connects(), now)) {
            return Verdict.NETWORK_RATE;
        }
        usage.open++;
        return Verdict.ACCEPTED;
    }

    /** Looks through all of them, so not at every newcomer's wish. */
    private boolean forgetIdle(long now) {
        if (now - forgotAtNanos < FULL_TABLE_NANOS) {
            return false;
        }
        forgotAtNanos = now;
        return usages.values()
                .removeIf(usage -> usage.open == 0
                        && usage.connects.isFull(limits.connects(), now)
                        && usage.bytes.isFull(limits.networkBytes(), now));
    }
}
