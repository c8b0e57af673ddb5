package io.fleetwire.gateway.command;

import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.follow.TopicFollower;
import io.fleetwire.gateway.publish.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads {@code fleet.commands} and {@code fleet.commands.results} for a {@link CommandDispatcher}; the thread that reads is also the desk's clock. */
public final class CommandReader implements TopicFollower.Reader {

    /** Clocks of other machines may be behind by this much. */
    private static final Duration SLACK = Duration.ofHours(1);

    private final CommandDispatcher dispatcher;

    private CommandReader(CommandDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Begins to read, from as far back as a command may wait. */
    public static TopicFollower follow(KafkaSettings kafka, CommandDispatcher dispatcher) {
        return new TopicFollower(
                "commands",
                kafka,
                // Results first: what was done already must be known before what was asked for.
                List.of(Topics.COMMAND_RESULTS, Topics.COMMANDS),
                PendingCommand.LONGEST_WAIT.plus(SLACK),
                new CommandReader(dispatcher));
    }

    @Override
    public void read(ConsumerRecord<String, byte @Nullable []> read) throws MalformedEventException {
        byte[] value = read.value();
        if (value == null) {
            return;
        }
        if (read.topic().equals(Topics.COMMANDS.name())) {
            dispatcher.read(Topics.COMMANDS.format().decode(value), Instant.ofEpochMilli(read.timestamp()));
        } else {
            dispatcher.read(Topics.COMMAND_RESULTS.format().decode(value));
        }
    }

    @Override
    public void loaded() {
        dispatcher.caughtUp();
    }

    @Override
    public void tick() {
        dispatcher.tick();
    }
}
