package io.fleetwire.service.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Who may call from a browser. */
@ConfigMapping(prefix = "fleetwire.web")
public interface WebConfig {

    /** Origins of other pages that may call, such as {@code https://wall.example.org}; without any only the own page may. */
    Optional<Set<String>> allowedOrigins();

    /** Longest time a browser keeps files whose names change with their content. */
    @WithDefault("31536000")
    long assetMaxAgeS();
}
