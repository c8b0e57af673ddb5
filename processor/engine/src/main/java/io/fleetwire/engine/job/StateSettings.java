package io.fleetwire.engine.job;

import java.time.Duration;

/**
 * Where what is known of the vehicles is kept, and for how long (docs/decisions/0013-state-backend.md).
 *
 * @param memoryBytes what RocksDB's caches and write buffers may take together, outside the heap; means nothing on the heap
 * @param forgetAfter a vehicle that was not heard of for so long leaves the state
 */
public record StateSettings(Backend backend, long memoryBytes, Duration forgetAfter) {

    /** What keeps the state while the job runs. */
    public enum Backend {
        /** Objects on the heap: a little faster, every checkpoint writes all of it, and all of it must fit. */
        HEAP,
        /** Files below the temporary folder with a cache of fixed size: a checkpoint writes what changed. */
        ROCKSDB
    }
}
