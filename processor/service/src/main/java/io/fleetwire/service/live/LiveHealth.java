package io.fleetwire.service.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fleetwire.event.wire.Json;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The pulse that all screens hear.
 *
 * @param number tells one pulse from the next
 * @param fields the message's fields as JSON, without its braces
 */
record LiveHealth(long number, String fields) {

    /** Before the first pulse. */
    static final LiveHealth NONE = new LiveHealth(0, "");

    private record Fields(
            @Nullable Long lagMs,
            Percentiles latencyMs,
            boolean kafka,
            boolean clickhouse,
            @Nullable String engine,
            @Nullable LiveLimits limits) {}

    /** The pulse after this one. */
    LiveHealth next(@Nullable Long lagMs, Percentiles latencyMs, PipelineHealth health, LiveLimits limits) {
        boolean reached = limits.vehicles() != null || limits.openAlerts() != null;
        Fields now = new Fields(
                lagMs, latencyMs, health.kafka(), health.clickhouse(), health.engine(), reached ? limits : null);
        try {
            String json = Json.mapper().writeValueAsString(now);
            return new LiveHealth(number + 1, json.substring(1, json.length() - 1));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
