package io.fleetwire.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link Command}, on {@code fleet.commands.results}. A command's records collapse: the first one decides whether it is sent at all
 * and by whom, the first one that {@link Status#isFinal() ends} it is how it ended, and whatever follows says nothing new.
 *
 * @param result the device's words, or why there are none
 * @param gateway with {@code SENT}: which gateway sends it; only this one does, and only if nothing was said of the command before
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
        EXPIRED;

        /** Whether nothing can follow. */
        public boolean isFinal() {
            return this != SENT;
        }
    }

    /** How a command ended, or that it was sent, by nobody in particular. */
    public static CommandResult of(
            Command command, Status status, @Nullable String result, Instant at) {
        return new CommandResult(command.id(), command.deviceId(), status, shorter(result), at, null);
    }

    /** A gateway's claim to send a command. */
    public static CommandResult sent(Command command, String gateway, Instant at) {
        return new CommandResult(command.id(), command.deviceId(), Status.SENT, null, at, gateway);
    }

    private static @Nullable String shorter(@Nullable String text) {
        return text == null || text.length() <= MAX_RESULT ? text : text.substring(0, MAX_RESULT);
    }
}
