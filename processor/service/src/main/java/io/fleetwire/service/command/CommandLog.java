package io.fleetwire.service.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;

/** Writes commands, and takes them back; returns once it is stored and the book has it. */
public interface CommandLog {

    /**
     * @throws CommandRefusedException where it could not be confirmed
     */
    void write(Command command);

    /**
     * @throws CommandRefusedException where it could not be confirmed
     */
    void write(CommandResult result);
}
