package io.fleetwire.service.live;

import org.jspecify.annotations.Nullable;

/**
 * What of the pipeline is up, as last looked at.
 *
 * @param engine its state; null where it runs elsewhere
 */
public record PipelineHealth(
        boolean kafka, boolean clickhouse, @Nullable String engine) {}
