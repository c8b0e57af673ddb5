package io.fleetwire.gateway.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** Where the objects of this process are that survive. */
record OldGeneration(MemoryPoolMXBean pool) implements HeapWatch.Heap {

    /** The largest pool of the heap that the collector reports on: Serial's, Parallel's and G1's old generation. */
    static OldGeneration ofThisProcess() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP
                        && pool.isUsageThresholdSupported()
                        && pool.isCollectionUsageThresholdSupported()
                        && pool.getUsage().getMax() > 0)
                .max((one, other) ->
                        Long.compare(one.getUsage().getMax(), other.getUsage().getMax()))
                .map(OldGeneration::new)
                .orElseThrow(() -> new IllegalStateException("the collector has no old generation to watch"));
    }

    @Override
    public MemoryUsage now() {
        return pool.getUsage();
    }

    @Override
    public long afterCollectionBytes() {
        return pool.getCollectionUsage().getUsed();
    }

    @Override
    public void collect() {
        System.gc();
    }
}
