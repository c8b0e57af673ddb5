package io.fleetwire.service.web;

import io.fleetwire.service.net.FairShare;
import io.fleetwire.service.net.IpAddress;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What all connections of the page's port share. */
final class ConnectionLimits {

    /** Connections that wait for a request or are in the middle of one, of one address. A browser has six. */
    static final int MOST_WAITING_PER_UNIT = 256;

    /** The same of all addresses. */
    static final int MOST_WAITING = 2_048;

    /** All connections, whatever they do: a few kilobytes each. */
    static final int MOST_OPEN = 8_192;

    /** Set by the application, read by what Vert.x made before there was one. */
    private static volatile @Nullable ConnectionLimits current;

    private final FairShare<ConnectionGuard> waiting = new FairShare<>(MOST_WAITING_PER_UNIT, MOST_WAITING);
    private final AtomicInteger open = new AtomicInteger();
    private final Predicate<IpAddress> trustedProxy;
    private final Duration receiveWithin;
    private final Duration readWithin;
    private final MeterRegistry meters;

    /**
     * @param trustedProxy its connections are many clients'
     * @param receiveWithin from the first byte of a request to its last
     * @param readWithin how long a client may leave its answer unread
     */
    ConnectionLimits(
            Predicate<IpAddress> trustedProxy, Duration receiveWithin, Duration readWithin, MeterRegistry meters) {
        this.trustedProxy = trustedProxy;
        this.receiveWithin = receiveWithin;
        this.readWithin = readWithin;
        this.meters = meters;
        meters.gauge("fleetwire.web.connections", open);
    }

    /** From now on these count. */
    static void use(ConnectionLimits limits) {
        current = limits;
    }

    static @Nullable ConnectionLimits current() {
        return current;
    }

    boolean isTrustedProxy(IpAddress peer) {
        return trustedProxy.test(peer);
    }

    Duration receiveWithin() {
        return receiveWithin;
    }

    Duration readWithin() {
        return readWithin;
    }

    void count(Refusal why) {
        why.count(meters);
    }

    /** Whether there is room for another; {@link #closed()} in any case. */
    boolean opened() {
        return open.incrementAndGet() <= MOST_OPEN;
    }

    void closed() {
        open.decrementAndGet();
    }

    /** A connection waits from now on. */
    void await(ConnectionGuard one) {
        waiting.enter(one.unit(), one).ifPresent(ConnectionGuard::evict);
    }

    /** A connection waits no more. */
    void leave(ConnectionGuard one) {
        waiting.leave(one.unit(), one);
    }
}
