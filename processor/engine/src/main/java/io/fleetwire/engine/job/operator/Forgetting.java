package io.fleetwire.engine.job.operator;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.StateTtlConfig;

/**
 * After how long a vehicle that nobody hears of leaves the state. The time is written beside each value and looked at when RocksDB compacts, or a few
 * values at a time on the heap: no timer fires for it.
 */
public final class Forgetting {

    private static final String PARAMETER = "fleetwire.forget-after-ms";

    /** Values looked at per record, where the state is on the heap. */
    private static final int LOOKED_AT = 4;

    private Forgetting() {}

    /** The job parameter that says it. */
    public static Map<String, String> parameter(Duration forgetAfter) {
        return Map.of(PARAMETER, String.valueOf(forgetAfter.toMillis()));
    }

    static StateTtlConfig after(RuntimeContext context) {
        String ms = context.getGlobalJobParameters().get(PARAMETER);
        if (ms == null) {
            return StateTtlConfig.DISABLED;
        }
        return StateTtlConfig.newBuilder(Duration.ofMillis(Long.parseLong(ms)))
                .cleanupIncrementally(LOOKED_AT, false)
                .cleanupInRocksdbCompactFilter(1_000)
                .build();
    }
}
