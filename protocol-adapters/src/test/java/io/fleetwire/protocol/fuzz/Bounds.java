package io.fleetwire.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.VehicleEvent;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;

/** What bytes may cost, and what an event is whatever bytes it came of. */
final class Bounds {

    /** What a conversation costs that hears nothing: channel, framer, allocator (14 kB), and in the fuzzer its probes (1.6 MB seen). */
    private static final long BASE_BYTES = 4 << 20;

    /**
     * Heap that each byte of input may cost while it is decoded. Measured: a Codec 8 Extended element of three bytes becomes an attribute of about
     * 200; the rest is room for a byte that is looked at in more than one way.
     */
    private static final long COST_PER_BYTE = 2_048;

    /** The shortest message that makes an event, {@code >}, makes one of the few records that were waiting for it. */
    private static final int EVENTS_PER_BYTE = 1;

    private static final int TRIES = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounds() {}

    /** What the work gives, which may allocate no more than the input's length allows. The first tries may load and instrument classes. */
    static <T> T within(int inputBytes, Supplier<T> work) {
        long bound = BASE_BYTES + COST_PER_BYTE * inputBytes;
        long allocated = Long.MAX_VALUE;
        T result = work.get();
        for (int i = 0; i < TRIES && allocated > bound; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            result = work.get();
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes allocated for %d of input", inputBytes).isLessThanOrEqualTo(bound);
        return result;
    }

    /** Values out of range need no look: an event's constructor refuses them. But what is stored must be readable again, and the same. */
    static void check(List<? extends VehicleEvent> events, int inputBytes) {
        assertThat(events).hasSizeLessThanOrEqualTo(EVENTS_PER_BYTE * inputBytes + 1);
        for (VehicleEvent event : events) {
            if (event instanceof Telemetry telemetry) {
                byte[] stored = Topics.TELEMETRY_RAW.format().encode(telemetry);
                assertThat(decoded(stored)).as("as Kafka gives it back").isEqualTo(telemetry);
            }
        }
    }

    private static Telemetry decoded(byte[] stored) {
        try {
            return Topics.TELEMETRY_RAW.format().decode(stored);
        } catch (MalformedEventException e) {
            throw new AssertionError("what was stored cannot be read", e);
        }
    }
}
