package io.fleetwire.gateway.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import io.fleetwire.gateway.publish.Batch;
import io.fleetwire.gateway.publish.NotStoredException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Kafka's two topics without Kafka, and desks that read them when the test says so. */
public final class Log {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    public Instant now = NOON;
    public final List<CommandResult> results = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final Map<CommandDispatcher, Integer> read = new HashMap<>();

    /** Whether Kafka is away: nothing is stored. */
    public boolean away;

    /** A gateway's desk that has read what there is. */
    public CommandDispatcher dispatcher(String gateway) {
        CommandDispatcher dispatcher =
                new CommandDispatcher(gateway, this::publish, new GatewayMetrics(new SimpleMeterRegistry()), () -> now);
        read.put(dispatcher, 0);
        readOn(dispatcher);
        commands.forEach(command -> dispatcher.read(command, NOON));
        dispatcher.caughtUp();
        return dispatcher;
    }

    private CompletableFuture<Void> publish(Batch batch) {
        if (away) {
            return CompletableFuture.failedFuture(new NotStoredException("away"));
        }
        batch.records().forEach(record -> {
            try {
                results.add(Topics.COMMAND_RESULTS.format().decode(record.value()));
            } catch (MalformedEventException e) {
                throw new IllegalStateException(e);
            }
        });
        return CompletableFuture.completedFuture(null);
    }

    /** Somebody asks for something; every desk hears of it. */
    public Command asks(String id, String name, @Nullable Duration within, @Nullable Boolean whileMoving) {
        Command command = new Command(
                id, "truck", name, Map.of(), within == null ? null : now.plus(within), "ada", now, whileMoving);
        commands.add(command);
        read.keySet().forEach(dispatcher -> dispatcher.read(command, NOON));
        return command;
    }

    /** A desk reads what was written since it last did. */
    public void readOn(CommandDispatcher dispatcher) {
        for (int next = read.getOrDefault(dispatcher, 0); next < results.size(); next++) {
            read.put(dispatcher, next + 1);
            dispatcher.read(results.get(next));
        }
    }

    /** Every desk reads on and looks at its clock, until nothing more comes of it. */
    public void settle() {
        int before = -1;
        while (before != results.size()) {
            before = results.size();
            List.copyOf(read.keySet()).forEach(dispatcher -> {
                readOn(dispatcher);
                dispatcher.tick();
                readOn(dispatcher);
            });
        }
    }

    /** Time passes, and everybody reads on. */
    public void pass(Duration time) {
        now = now.plus(time);
        settle();
    }

    /** How far a command has come, for whoever reads the topic: each change, in its order. */
    public List<CommandResult.Status> story(String id) {
        List<CommandResult.Status> story = new ArrayList<>();
        CommandResult.Status before = null;
        for (CommandResult result : results) {
            if (result.id().equals(id) && result.follows(before)) {
                before = result.status();
                story.add(before);
            }
        }
        return story;
    }

    /** The words of a command's last change. */
    public String words(String id) {
        CommandResult.Status before = null;
        String words = "";
        for (CommandResult result : results) {
            if (result.id().equals(id) && result.follows(before)) {
                before = result.status();
                words = String.valueOf(result.result());
            }
        }
        return words;
    }
}
