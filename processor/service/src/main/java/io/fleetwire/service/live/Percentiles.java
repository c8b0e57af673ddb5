package io.fleetwire.service.live;

import org.jspecify.annotations.Nullable;

/** Milliseconds from the gateway's receive time to the WebSocket send, over the last minute; absent where nothing was sent. */
public record Percentiles(
        @Nullable Long p50, @Nullable Long p95, @Nullable Long p99, long count) {

    static final Percentiles NONE = new Percentiles(null, null, null, 0);
}
