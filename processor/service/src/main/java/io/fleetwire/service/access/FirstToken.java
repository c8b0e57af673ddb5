package io.fleetwire.service.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the first administrator in: where there is none, a token is made and written to a file. Never to a log. */
final class FirstToken {

    /** Its id; {@code ./fleet token reset} writes a new one under the same, which ends the one before. */
    static final String ID = "first";

    private static final Logger LOG = LoggerFactory.getLogger(FirstToken.class);

    private final AccessService access;
    private final Path file;
    private final InstantSource clock;

    FirstToken(AccessService access, Path file, InstantSource clock) {
        this.access = access;
        this.file = file;
        this.clock = clock;
    }

    /** Makes one unless there is an administrator. The file comes first: a token that nobody can read would lock the stack. */
    void ensure() throws IOException {
        if (access.view().hasAdministrator(clock.instant())) {
            return;
        }
        Secret secret = Secret.fresh(Secret.Kind.TOKEN, ID);
        TokenFile.write(file, secret);
        access.registerFirst(secret);
        LOG.info("there was no administrator: the first one's token is in {}", file);
    }
}
