package io.fleetwire.gateway.mqtt;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all clients together have sent that the broker still holds, in bytes, and the budget of each. */
final class ReadBudgets {

    /** Bytes that the broker may hold of one client before it reads no more of it. */
    static final int MAX_PENDING_BYTES = 256 << 10;

    /** Bytes of one client's QoS 2 publishes that are stored and not released: the broker holds them whole. */
    static final int MAX_HELD_BYTES = 1 << 20;

    /** Filters of one SUBSCRIBE or UNSUBSCRIBE; the OwnTracks apps send a handful. */
    static final int MAX_FILTERS = 100;

    private static final int PART_OF_HEAP = 8;

    private final GatewayMetrics metrics;
    private final long maxInAll;
    private final AtomicLong bytes = new AtomicLong();

    /** By client id: at most one per connection. */
    private final Map<String, ReadBudget> byClient = new ConcurrentHashMap<>();

    ReadBudgets(GatewayMetrics metrics, long heapBytes) {
        this.metrics = metrics;
        maxInAll = heapBytes / PART_OF_HEAP;
        metrics.gauge(
                "fleetwire.gateway.mqtt.pending.bytes",
                "sent by MQTT clients, not stored or not released",
                bytes,
                AtomicLong::get);
    }

    /**
     * The budget of a new connection.
     *
     * @param onWelcome called once, when its CONNACK says that it is let in
     */
    ReadBudget newBudget(Runnable onWelcome) {
        return new ReadBudget(this, onWelcome);
    }

    /** The budget of a connected client; null: it isn't connected. */
    @Nullable
    ReadBudget find(String clientId) {
        return byClient.get(clientId);
    }

    void welcomed(String clientId, ReadBudget budget) {
        byClient.put(clientId, budget);
    }

    void gone(String clientId, ReadBudget budget) {
        byClient.remove(clientId, budget);
    }

    void add(long more) {
        bytes.addAndGet(more);
    }

    /** Whether all together have their share of the heap: then a client has one message at a time. */
    boolean isFull() {
        return bytes.get() >= maxInAll;
    }

    GatewayMetrics metrics() {
        return metrics;
    }
}
