package io.fleetwire.service.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The live feed's limits that depend on the fleet's size. */
@ConfigMapping(prefix = "fleetwire.live")
public interface LiveConfig {

    /** Connections that one user or token may have open. */
    @WithDefault("5")
    int connectionsPerUser();
}
