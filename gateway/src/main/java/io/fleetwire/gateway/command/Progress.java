package io.fleetwire.gateway.command;

import io.fleetwire.event.CommandResult;
import io.fleetwire.event.CommandResult.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far each command has come by {@code fleet.commands.results}, which every gateway reads in the same order. Guarded by the desk's lock. */
final class Progress {

    /** Beyond, the oldest are forgotten: by then nobody waits for them. About 200 bytes each. */
    static final int MAX_COMMANDS = 200_000;

    private final Map<String, Status> byCommand = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Status> eldest) {
            return size() > MAX_COMMANDS;
        }
    };

    /** Null: nobody has said anything of it. */
    @Nullable
    Status of(String id) {
        return byCommand.get(id);
    }

    /** Takes the next record; whether it changed anything. */
    boolean take(CommandResult result) {
        boolean follows = result.follows(byCommand.get(result.id()));
        if (follows) {
            byCommand.put(result.id(), result.status());
        }
        return follows;
    }
}
