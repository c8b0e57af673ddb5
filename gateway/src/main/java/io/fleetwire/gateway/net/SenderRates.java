package io.fleetwire.gateway.net;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many datagrams each sender may have answered: as many as a connected device is sent frames. On the port's event loop only. */
final class SenderRates {

    private final Rate rate;
    private final LongSupplier nanoTime;
    private final Map<InetSocketAddress, Rate.Budget> bySender = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Rate.Budget> eldest) {
            return size() > NetLimits.MAX_SENDERS;
        }
    };

    SenderRates(Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
    }

    /** Whether a frame may be sent there now; counts it, even beyond the rate. */
    boolean take(InetSocketAddress to) {
        budget(to).spend(rate, 1, nanoTime.getAsLong());
        return hasRoom(to);
    }

    /** Whether there is anything left for it. */
    boolean hasRoom(InetSocketAddress to) {
        return budget(to).spend(rate, 0, nanoTime.getAsLong()) == 0;
    }

    private Rate.Budget budget(InetSocketAddress to) {
        return bySender.computeIfAbsent(to, unseen -> new Rate.Budget(rate, nanoTime.getAsLong()));
    }
}
