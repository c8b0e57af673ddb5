package io.fleetwire.service.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How long a login lasts, and where the first administrator finds the token. */
@ConfigMapping(prefix = "fleetwire.access")
public interface AccessConfig {

    /** Where the first administrator's token is written, readable by its owner only. */
    Path tokenFile();

    /** A session that nobody used for this long is over. A page that is open uses it. */
    @WithDefault("8H")
    Duration sessionIdle();

    /** A session is over after this time, however busy. */
    @WithDefault("7D")
    Duration sessionMost();

    /** The session cookie's name. Cookies know no ports, so two stacks on one machine need two names. */
    @WithDefault("fleetwire_session")
    String cookie();
}
