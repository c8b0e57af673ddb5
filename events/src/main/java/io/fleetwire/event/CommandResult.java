package io.fleetwire.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a {@link Command}, on {@code fleet.commands.results}. */
public record CommandResult(
        String id, String deviceId, Status status, @Nullable String result, Instant at) {

    /** How far the command came. */
    public enum Status {
        SENT,
        DONE,
        FAILED,
        EXPIRED
    }
}
