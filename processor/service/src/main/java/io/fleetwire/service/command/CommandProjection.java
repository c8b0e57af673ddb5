package io.fleetwire.service.command;

import io.fleetwire.event.Command;
import io.fleetwire.event.CommandResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest commands and what became of them, in memory; what is older is in the topics. */
public final class CommandProjection {

    /** Beyond, the oldest are forgotten. About 1 KB each. */
    static final int MAX_COMMANDS = 50_000;

    private static final class Story {
        /** Null: its result was read first, the topics are two. */
        @Nullable
        Command command;

        final List<CommandResult> results = new ArrayList<>(2);

        CommandResult.@Nullable Status status() {
            return results.isEmpty() ? null : results.getLast().status();
        }
    }

    private final Map<String, Story> stories = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Story> eldest) {
            return size() > MAX_COMMANDS;
        }
    };

    private Story story(String id) {
        return stories.computeIfAbsent(id, unused -> new Story());
    }

    /** Takes a command; the first of an id counts. */
    public synchronized void apply(Command command) {
        Story story = story(command.id());
        if (story.command == null) {
            story.command = command;
        }
    }

    /** Takes what became of one. */
    public synchronized void apply(CommandResult result) {
        Story story = story(result.id());
        if (result.follows(story.status())) {
            story.results.add(result);
        }
    }

    /** A device's commands, newest first. */
    public synchronized List<CommandItem> ofDevice(String deviceId) {
        List<CommandItem> items = new ArrayList<>();
        for (Story story : stories.values()) {
            if (story.command != null && story.command.deviceId().equals(deviceId)) {
                items.add(CommandItem.of(story.command, story.results));
            }
        }
        return List.copyOf(items.reversed());
    }

    /** A device's command. */
    synchronized Optional<Command> command(String deviceId, String id) {
        Story story = stories.get(id);
        return Optional.ofNullable(story == null ? null : story.command)
                .filter(command -> command.deviceId().equals(deviceId));
    }

    /** How far a command has come; null: it waits. */
    synchronized CommandResult.@Nullable Status status(String id) {
        Story story = stories.get(id);
        return story == null ? null : story.status();
    }
}
