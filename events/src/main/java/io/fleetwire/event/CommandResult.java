package io.fleetwire.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link Command}, on {@code fleet.commands.results}. Any number of writers may say something of a command; its records, in the order of
 * the topic, collapse by {@link #follows}: the first one decides whether it is sent at all, and by whom.
 *
 * @param result the device's words, or why there are none
 * @param gateway which gateway says so; null: an operator took it back. After {@code SENT} only gateways are heard: what has left cannot be taken back
 */
public record CommandResult(
        String id,
        String deviceId,
        Status status,
        @Nullable String result,
        Instant at,
        @Nullable String gateway) {

    /** Longest {@link #result} that is kept, in characters. */
    public static final int MAX_RESULT = 2_000;

    /** How far the command came. */
    public enum Status {
        SENT,
        DONE,
        FAILED,
        EXPIRED
    }

    /** A gateway's word. */
    public static CommandResult by(
            String gateway, String id, String deviceId, Status status, @Nullable String result, Instant at) {
        return new CommandResult(id, deviceId, status, shorter(result), at, gateway);
    }

    /** Nobody shall send it any more. */
    public static CommandResult takenBack(Command command, String by, Instant at) {
        return new CommandResult(
                command.id(),
                command.deviceId(),
                Status.FAILED,
                "taken back by " + by + " before it was sent",
                at,
                null);
    }

    /**
     * Whether this record changes anything for a command that has come so far.
     *
     * @param before null: it waits
     */
    public boolean follows(@Nullable Status before) {
        return switch (before) {
            case null -> true;
            case SENT -> (status == Status.DONE || status == Status.FAILED) && gateway != null;
            case DONE, FAILED, EXPIRED -> false;
        };
    }

    private static @Nullable String shorter(@Nullable String text) {
        return text == null || text.length() <= MAX_RESULT ? text : text.substring(0, MAX_RESULT);
    }
}
