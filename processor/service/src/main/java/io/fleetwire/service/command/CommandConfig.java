package io.fleetwire.service.command;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Commands. */
@ConfigMapping(prefix = "fleetwire.commands")
public interface CommandConfig {

    /** Whether dangerous commands are let through for every device; otherwise only where its setting {@code dangerousCommands} says so. */
    @WithDefault("false")
    boolean dangerous();

    /** Whether a dangerous command goes out only after a second person has approved it. */
    @WithDefault("false")
    boolean twoPersons();
}
