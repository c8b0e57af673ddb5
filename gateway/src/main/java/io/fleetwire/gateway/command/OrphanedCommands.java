package io.fleetwire.gateway.command;

import io.fleetwire.event.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands that another gateway sent, or this one before it was restarted, and that have not ended: somebody has to say so one day. */
final class OrphanedCommands {

    /** A gateway that lives has said how it ended by then: it waits a minute at most. */
    static final Duration LONGEST = Duration.ofMinutes(3);

    /** Beyond, the oldest stay without an end. */
    static final int MAX = 10_000;

    private final Map<String, CommandResult> sent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CommandResult> eldest) {
            return size() > MAX;
        }
    };

    void add(CommandResult result) {
        sent.put(result.id(), result);
    }

    void remove(String id) {
        sent.remove(id);
    }

    @Nullable
    CommandResult get(String id) {
        return sent.get(id);
    }

    /** Takes out those whose gateway has been silent for too long. */
    List<CommandResult> overdue(Instant now, Duration more) {
        List<CommandResult> overdue = new ArrayList<>();
        sent.values().removeIf(result -> {
            boolean late = result.at().plus(LONGEST).plus(more).isBefore(now);
            if (late) {
                overdue.add(result);
            }
            return late;
        });
        return overdue;
    }
}
