package io.fleetwire.gateway.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import java.time.Instant;

/** Feeds a desk without Kafka. */
public record DeskFeed(CommandDispatcher dispatcher) {

    /** As if everything before had been read. */
    public void caughtUp() {
        dispatcher.caughtUp();
    }

    /** As if {@code fleet.commands} had it. */
    public void read(Command command, Instant writtenAt) {
        dispatcher.read(command, writtenAt);
    }

    /** As if {@code fleet.commands.results} had it. */
    public void read(CommandResult result) {
        dispatcher.read(result);
    }

    /** As if a moment had passed. */
    public void tick() {
        dispatcher.tick();
    }
}
