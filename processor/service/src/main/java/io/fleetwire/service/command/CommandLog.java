package io.fleetwire.service.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.service.kafka.LogUnavailableException;

/** Writes commands, and takes them back; returns once it is stored and the book has it. */
public interface CommandLog {

    /**
     * @throws LogUnavailableException where it could not be confirmed
     */
    void write(Command command);

    /**
     * @throws LogUnavailableException where it could not be confirmed
     */
    void write(CommandResult result);
}
