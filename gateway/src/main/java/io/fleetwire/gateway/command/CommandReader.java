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

/** Reads {@code fleet.commands} and {@code fleet.commands.results} for a {@link CommandDesk}; the thread that reads is also the desk's clock. */
public final class CommandReader implements TopicFollower.Reader {

    /** Clocks of other machines may be behind by this much. */
    private static final Duration SLACK = Duration.ofHours(1);

    private final CommandDesk desk;

    private CommandReader(CommandDesk desk) {
        this.desk = desk;
    }

    /** Begins to read, from as far back as a command may wait. */
    public static TopicFollower follow(KafkaSettings kafka, CommandDesk desk) {
        return new TopicFollower(
                "commands",
                kafka,
                // Results first: what was done already must be known before what was asked for.
                List.of(Topics.COMMAND_RESULTS, Topics.COMMANDS),
                Order.LONGEST_WAIT.plus(SLACK),
                new CommandReader(desk));
    }

    @Override
    public void read(ConsumerRecord<String, byte @Nullable []> read) throws MalformedEventException {
        byte[] value = read.value();
        if (value == null) {
            return;
        }
        if (read.topic().equals(Topics.COMMANDS.name())) {
            desk.read(Topics.COMMANDS.format().decode(value), Instant.ofEpochMilli(read.timestamp()));
        } else {
            desk.read(Topics.COMMAND_RESULTS.format().decode(value));
        }
    }

    @Override
    public void loaded() {
        desk.caughtUp();
    }

    @Override
    public void tick() {
        desk.tick();
    }
}
