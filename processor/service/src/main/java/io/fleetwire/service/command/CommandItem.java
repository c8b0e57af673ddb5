package io.fleetwire.service.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command and what became of it.
 *
 * @param approvedBy the second person, where one was needed
 * @param expiresAt not carried out after this; of one that is {@code HELD}: not approved after this
 * @param state how far it has come
 * @param result the device's words, or why there are none
 * @param steps what happened, oldest first
 */
public record CommandItem(
        String id,
        String deviceId,
        String command,
        Map<String, String> params,
        String by,
        @Nullable String approvedBy,
        @Nullable Instant at,
        @Nullable Instant expiresAt,
        @Nullable Boolean whileMoving,
        State state,
        @Nullable String result,
        List<Step> steps) {

    /** How far a command has come. */
    public enum State {
        /** It waits for a second person. */
        HELD,
        /** It waits for its device. */
        PENDING,
        SENT,
        DONE,
        FAILED,
        EXPIRED
    }

    /** Something that happened to a command. */
    public record Step(State state, Instant at, @Nullable String result) {

        static Step of(CommandResult result) {
            return new Step(State.valueOf(result.status().name()), result.at(), result.result());
        }
    }

    static CommandItem of(Command command, List<CommandResult> results) {
        List<Step> steps = results.stream().map(Step::of).toList();
        Step last = steps.isEmpty() ? null : steps.getLast();
        return new CommandItem(
                command.id(),
                command.deviceId(),
                command.command(),
                command.params(),
                command.by(),
                command.approvedBy(),
                command.at(),
                command.expiresAt(),
                command.whileMoving(),
                last == null ? State.PENDING : last.state(),
                last == null ? null : last.result(),
                steps);
    }

    /** One that was not written down yet. */
    static CommandItem unwritten(Command command, State state, @Nullable String result) {
        return new CommandItem(
                command.id(),
                command.deviceId(),
                command.command(),
                command.params(),
                command.by(),
                null,
                command.at(),
                command.expiresAt(),
                command.whileMoving(),
                state,
                result,
                List.of());
    }
}
