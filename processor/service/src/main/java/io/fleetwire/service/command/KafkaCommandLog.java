package io.fleetwire.service.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.kafka.ConfirmedLog;

/** {@code fleet.commands} and its results. */
record KafkaCommandLog(ConfirmedLog<Command> commands, ConfirmedLog<CommandResult> results)
        implements CommandLog, AutoCloseable {

    @Override
    public void write(Command command) {
        commands.write(Topics.COMMANDS.key().apply(command), command);
    }

    @Override
    public void write(CommandResult result) {
        results.write(Topics.COMMAND_RESULTS.key().apply(result), result);
    }

    @Override
    public void close() {
        commands.close();
        results.close();
    }
}
