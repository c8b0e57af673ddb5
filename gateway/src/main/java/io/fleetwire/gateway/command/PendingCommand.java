package io.fleetwire.gateway.command;

import io.fleetwire.event.Command;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command that has not ended, and how far it has come here. Guarded by the desk's lock. */
final class PendingCommand {

    /** Longest a command may wait for its device, whatever it says. */
    static final Duration LONGEST_WAIT = Duration.ofDays(7);

    enum Stage {
        /** Its device is not connected here, or others come before it. */
        WAITING,
        /** Its device knows of it and has not been free yet. */
        OFFERED,
        /** We said that we send it and have not read that back yet. */
        CLAIMED,
        /** It is ours: handed to the device's connection. */
        SENT
    }

    final Command command;
    final Instant until;
    Stage stage = Stage.WAITING;
    Instant since;

    @Nullable
    Recipient recipient;

    /**
     * @param askedAt when it was written down
     */
    PendingCommand(Command command, Instant askedAt) {
        this.command = command;
        this.since = askedAt;
        Instant latest = askedAt.plus(LONGEST_WAIT);
        Instant wanted = command.expiresAt();
        this.until = wanted == null || wanted.isAfter(latest) ? latest : wanted;
    }

    boolean hasLeft() {
        return stage == Stage.SENT;
    }

    void go(Stage next, @Nullable Recipient with, Instant now) {
        stage = next;
        recipient = with;
        since = now;
    }
}
