package io.fleetwire.service.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.fleet.FleetService;
import io.fleetwire.service.kafka.ConfirmedLog;
import io.fleetwire.service.kafka.KafkaConfig;
import io.fleetwire.service.kafka.TopicTail;
import io.fleetwire.service.live.LiveHub;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import java.util.UUID;

/** Wires commands to their topics. */
@ApplicationScoped
@Startup
public class CommandProducers {

    /** What is shown: as far back as a command may wait, and a week more. */
    private static final TopicTail.Start START =
            new TopicTail.Start(CommandService.LONGEST.multipliedBy(2), CommandProjection.MAX_COMMANDS);

    private final CommandProjection book = new CommandProjection();
    private final TopicTail<Command> asked;
    private final TopicTail<CommandResult> results;
    private final KafkaCommandLog log;
    private final CommandService commands;

    CommandProducers(KafkaConfig kafka, CommandConfig config, FleetService fleet, LiveHub hub) {
        asked = new TopicTail<>(Topics.COMMANDS, START, kafka::consumer, (key, command, history) -> {
            if (command != null) {
                book.apply(command);
            }
        });
        results = new TopicTail<>(Topics.COMMAND_RESULTS, START, kafka::consumer, (key, result, history) -> {
            if (result != null) {
                book.apply(result);
            }
        });
        log = new KafkaCommandLog(
                new ConfirmedLog<>(Topics.COMMANDS, kafka::producer, asked),
                new ConfirmedLog<>(Topics.COMMAND_RESULTS, kafka::producer, results));
        commands = new CommandService(
                fleet.view(),
                hub::vehicle,
                book,
                log,
                InstantSource.system(),
                () -> UUID.randomUUID().toString(),
                new CommandService.Policy(config.dangerous(), config.twoPersons()));
        asked.begin();
        results.begin();
    }

    @Produces
    CommandService commands() {
        return commands;
    }

    void stop(@Observes ShutdownEvent event) {
        asked.close();
        results.close();
        log.close();
    }
}
