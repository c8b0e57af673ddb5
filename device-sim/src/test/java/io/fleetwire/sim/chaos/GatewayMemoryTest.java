package io.fleetwire.sim.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatewayMemoryTest {

    private static final String PAGE = """
            # TYPE fleetwire_gateway_inflight_bytes gauge
            fleetwire_gateway_inflight_bytes 1048576.0
            # TYPE jvm_memory_used_bytes gauge
            jvm_memory_used_bytes{area="heap",id="Eden Space"} 2.097152E7
            jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 1.048576E7
            jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.0E9
            """;

    @Test
    void theHeapIsTheSumOfItsParts() {
        assertThat(GatewayMemory.Memory.of(200L << 20, PAGE))
                .isEqualTo(new GatewayMemory.Memory(200L << 20, 30L << 20, 1L << 20))
                .extracting(GatewayMemory.Memory::words)
                .isEqualTo("200 MiB resident, 30 MiB of heap, 1.0 MiB in flight");
    }

    @Test
    void thePeakIsThatOfEach() {
        assertThat(new GatewayMemory.Memory(3, 1, 2).most(new GatewayMemory.Memory(1, 5, 1)))
                .isEqualTo(new GatewayMemory.Memory(3, 5, 2));
    }
}
