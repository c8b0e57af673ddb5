package io.fleetwire.service.status;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** What the connection card tells somebody who wants to connect a tracker. */
@ConfigMapping(prefix = "fleetwire.gateway")
public interface GatewayConfig {

    /** How trackers reach the gateway. */
    String host();

    /** By what listens there: {@code FLEETWIRE_GATEWAY_PORTS_<PROTOCOL>}, and {@code AUTO} and {@code MQTT}. Empty: nobody said. */
    Map<String, Integer> ports();
}
