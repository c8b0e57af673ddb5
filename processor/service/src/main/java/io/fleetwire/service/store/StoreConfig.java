package io.fleetwire.service.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where ClickHouse is. */
@ConfigMapping(prefix = "fleetwire.clickhouse")
public interface StoreConfig {

    /** {@code http://host:port}. */
    String url();

    String user();

    Optional<String> password();

    /** Whether this process brings the schema up to date; harmless where another did. */
    @WithDefault("true")
    boolean migrate();
}
