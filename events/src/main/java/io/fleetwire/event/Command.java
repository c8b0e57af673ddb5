package io.fleetwire.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator asks of a device, on {@code fleet.commands}. */
public record Command(
        String id,
        String deviceId,
        String command,
        Map<String, String> params,
        @Nullable Instant expiresAt,
        String by) {
    public Command {
        params = Map.copyOf(params);
    }
}
