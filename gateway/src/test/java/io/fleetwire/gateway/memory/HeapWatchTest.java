package io.fleetwire.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapWatchTest {

    private long used;
    private long needed;
    private long leftByCollection;
    private int collections;
    private long nanos;
    private final List<Boolean> told = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final HeapWatch watch = new HeapWatch(
            new HeapWatch.Heap() {
                @Override
                public MemoryUsage now() {
                    return new MemoryUsage(0, used, 1_000, 1_000);
                }

                @Override
                public long afterCollectionBytes() {
                    return leftByCollection;
                }

                @Override
                public void collect() {
                    collections++;
                    used = needed;
                    leftByCollection = needed;
                }
            },
            told::add,
            new GatewayMetrics(meters),
            () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
        watch.check();
    }

    /** Garbage fills the old generation to the last byte between collections: a collection answers, and nobody is refused. */
    @Test
    void garbageIsNoShortage() {
        used = 990;
        needed = 300;
        watch.check();
        assertThat(collections).isOne();
        assertThat(told).isEmpty();
        assertThat(watch.isShort()).isFalse();
    }

    @Test
    void whatACollectionLeavesIs() {
        used = 950;
        needed = 850;
        watch.check();
        assertThat(told).containsExactly(true);
        assertThat(meters.counter("fleetwire.gateway.limits", "limit", "memory").count())
                .isOne();
    }

    /** The collector's own answer counts, without asking for a collection. */
    @Test
    void itIsSaidOnceAndTakenBackOnlyWhenThereIsClearlyRoom() {
        used = 850;
        leftByCollection = 850;
        needed = 750;
        watch.check();
        pass(Duration.ofSeconds(11));
        assertThat(told).containsExactly(true);
        needed = 600;
        pass(Duration.ofSeconds(11));
        assertThat(told).containsExactly(true, false);
    }

    @Test
    void collectionsAreAskedForRarely() {
        needed = 950;
        used = 950;
        watch.check();
        for (int i = 0; i < 99; i++) {
            pass(Duration.ofMillis(100));
        }
        assertThat(collections).isOne();
    }

    /** Whatever the collector is called: the pool that is watched is the one in which objects survive. */
    @Test
    void theOldGenerationOfThisProcessIsFound() {
        OldGeneration old = OldGeneration.ofThisProcess();
        byte[][] kept = new byte[64][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new byte[256 << 10];
        }
        old.collect();
        assertThat(old.afterCollectionBytes()).isGreaterThan(16L << 20);
        assertThat(old.now().getMax()).isGreaterThan(old.afterCollectionBytes());
        assertThat(kept[0]).hasSize(256 << 10);
    }
}
