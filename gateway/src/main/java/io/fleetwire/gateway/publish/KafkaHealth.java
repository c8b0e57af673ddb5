package io.fleetwire.gateway.publish;

import java.time.Duration;

/** Whether Kafka takes our records: it answers the probe, and the newest batch was not refused (a full disk answers, too). */
public final class KafkaHealth {

    /** A failed batch counts this long if none follows it. */
    private static final Duration FAILURE_COUNTS = Duration.ofSeconds(10);

    private volatile boolean reachable;
    private volatile boolean newestFailed;
    private volatile long failedAtNanos;

    /** Whether records are being confirmed, as far as we know. */
    public boolean isUp() {
        return reachable && !(newestFailed && System.nanoTime() - failedAtNanos < FAILURE_COUNTS.toNanos());
    }

    /** What the probe found. */
    public void reachable(boolean value) {
        reachable = value;
    }

    void stored() {
        newestFailed = false;
    }

    void failed() {
        failedAtNanos = System.nanoTime();
        newestFailed = true;
    }
}
