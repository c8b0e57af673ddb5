package io.fleetwire.service.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {

    @Test
    void thePortsComeFromTheEnvironmentByTheirProtocols() {
        assertThat(config(Map.of("FLEETWIRE_GATEWAY_PORTS_GT06", "5323", "FLEETWIRE_GATEWAY_PORTS_AUTO", "5300"))
                        .ports())
                .isEqualTo(Map.of("gt06", 5323, "auto", 5300));
        assertThat(config(Map.of()).ports()).isEmpty();
    }

    private static GatewayConfig config(Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withDefaultValue("fleetwire.gateway.host", "localhost")
                .withMapping(GatewayConfig.class)
                .build();
        return config.getConfigMapping(GatewayConfig.class);
    }
}
