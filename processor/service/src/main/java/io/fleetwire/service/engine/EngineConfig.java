package io.fleetwire.service.engine;

import io.smallrye.config.ConfigMapping;

/** Whether the Flink job runs in this process. */
@ConfigMapping(prefix = "fleetwire.engine")
public interface EngineConfig {

    /** False: on a Flink cluster of its own. */
    boolean hosted();
}
