package io.fleetwire.gateway.memory;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the heap and says when it is nearly full of what is needed, so that the gateway takes nothing more until there is room again, instead of ending
 * with an OutOfMemoryError. Every bound of the gateway should keep this from ever happening; this is for the one that is missing.
 *
 * <p>What counts is what the last full collection left: between collections the old generation fills with garbage, and that is no shortage. Where it looks
 * full and the last answer is old, a collection is asked for.
 */
public final class HeapWatch implements AutoCloseable {

    /** The old generation, or the whole heap where there is none. */
    interface Heap {
        /** Used now, garbage included. */
        MemoryUsage now();

        /** Bytes that the last collection left. */
        long afterCollectionBytes();

        void collect();
    }

    private static final Logger LOG = LoggerFactory.getLogger(HeapWatch.class);

    /** Parts of the old generation that survived a collection: short from here on, and again fine from there on. */
    private static final double SHORT_FROM = 0.80;

    private static final double FINE_BELOW = 0.70;

    /** Part that is used, garbage included, from which it is worth a collection to learn how much is needed. */
    private static final double COLLECT_FROM = 0.90;

    /** At most one collection in this time is asked for: it stops the process for about 100 ms. */
    private static final Duration COLLECT_EVERY = Duration.ofSeconds(10);

    private static final Duration CHECK_EVERY = Duration.ofMillis(100);

    private final Heap heap;
    private final Consumer<Boolean> told;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heap-watch").daemon().factory());
    private long collectedAtNanos;
    private volatile boolean isShort;

    HeapWatch(Heap heap, Consumer<Boolean> told, GatewayMetrics metrics, LongSupplier nanoTime) {
        this.heap = heap;
        this.told = told;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        collectedAtNanos = nanoTime.getAsLong() - COLLECT_EVERY.toNanos();
        metrics.gauge(
                "fleetwire.gateway.memory.short",
                "1: memory is nearly full, nothing more is taken",
                this,
                watch -> watch.isShort ? 1 : 0);
    }

    /**
     * Begins to watch the heap of this process.
     *
     * @param told true when memory becomes short, false when there is room again
     */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    public static HeapWatch start(Consumer<Boolean> told, GatewayMetrics metrics) {
        HeapWatch watch = new HeapWatch(OldGeneration.ofThisProcess(), told, metrics, System::nanoTime);
        watch.executor.scheduleWithFixedDelay(
                watch::check, CHECK_EVERY.toMillis(), CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Whether memory is short now. */
    public boolean isShort() {
        return isShort;
    }

    /** Looks once. */
    void check() {
        MemoryUsage now = heap.now();
        boolean looksFull = now.getUsed() >= now.getMax() * COLLECT_FROM;
        if ((looksFull || isShort) && nanoTime.getAsLong() - collectedAtNanos >= COLLECT_EVERY.toNanos()) {
            collectedAtNanos = nanoTime.getAsLong();
            heap.collect();
        }
        long needed = heap.afterCollectionBytes();
        if (!isShort && needed >= now.getMax() * SHORT_FROM) {
            becomes(true, needed, now.getMax());
        } else if (isShort && needed < now.getMax() * FINE_BELOW) {
            becomes(false, needed, now.getMax());
        }
    }

    private void becomes(boolean nowShort, long needed, long max) {
        isShort = nowShort;
        if (nowShort) {
            metrics.limit("memory");
            LOG.error(
                    "memory is short: {} of {} MiB are in use; devices are not read and new connections are refused until there is room",
                    needed >> 20,
                    max >> 20);
        } else {
            LOG.warn("memory has room again: {} of {} MiB are in use", needed >> 20, max >> 20);
        }
        told.accept(nowShort);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
