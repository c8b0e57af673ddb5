package io.fleetwire.gateway.publish;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was handed to Kafka and is not confirmed yet, in bytes, over the whole gateway. Whoever reads from a socket stops at the limit and goes on when
 * there is room again: so Kafka's pace reaches the devices as TCP back-pressure, and memory stays bounded.
 */
public final class InFlight {

    private final long limitBytes;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean memoryShort;

    /** At most one entry per connection, so as bounded as they are. */
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    public InFlight(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Whether to stop reading. */
    public boolean isFull() {
        return memoryShort || bytes.get() >= limitBytes;
    }

    /** Memory is short, or is no longer: nothing more is read while it is, however little is in flight. */
    public void memoryShort(boolean isShort) {
        memoryShort = isShort;
        wakeIfRoom();
    }

    /** Whether memory is short. */
    public boolean isMemoryShort() {
        return memoryShort;
    }

    /** Bytes in flight now. */
    public long bytes() {
        return bytes.get();
    }

    /** Runs the action once there is room, on whatever thread notices; at once where there is already. The action must not block. */
    public void whenRoom(Runnable action) {
        waiting.add(action);
        wakeIfRoom();
    }

    void add(long more) {
        bytes.addAndGet(more);
    }

    void remove(long less) {
        bytes.addAndGet(-less);
        wakeIfRoom();
    }

    /** Room is a quarter below the limit, so that reading doesn't flutter at it. */
    private void wakeIfRoom() {
        if (waiting.isEmpty()) {
            return;
        }
        Runnable next;
        while (!memoryShort && bytes.get() < limitBytes - limitBytes / 4 && (next = waiting.poll()) != null) {
            next.run();
        }
    }
}
