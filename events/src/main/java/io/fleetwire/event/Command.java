package io.fleetwire.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks of a device, on {@code fleet.commands}.
 *
 * @param params by name, as the protocol's form wants them
 * @param expiresAt not carried out after this; null: after the longest time a command may wait
 * @param by who asked
 * @param at when it was asked; null: its record's time
 * @param whileMoving true: carry it out even while the vehicle moves, though it may stop the engine
 * @param approvedBy the second person, where one is needed
 */
public record Command(
        String id,
        String deviceId,
        String command,
        Map<String, String> params,
        @Nullable Instant expiresAt,
        String by,
        @Nullable Instant at,
        @Nullable Boolean whileMoving,
        @Nullable String approvedBy) {

    /** Longest text of an {@link #id}. */
    public static final int MAX_ID = 64;

    public Command {
        if (id.isEmpty() || id.length() > MAX_ID) {
            throw new IllegalArgumentException("id must have 1 to " + MAX_ID + " characters");
        }
        Ids.require("deviceId", deviceId);
        params = Map.copyOf(params);
    }

    /** A command that one person asked for. */
    public Command(
            String id,
            String deviceId,
            String command,
            Map<String, String> params,
            @Nullable Instant expiresAt,
            String by,
            @Nullable Instant at,
            @Nullable Boolean whileMoving) {
        this(id, deviceId, command, params, expiresAt, by, at, whileMoving, null);
    }

    /** Whether it is to be carried out even while the vehicle moves. */
    public boolean evenMoving() {
        return Boolean.TRUE.equals(whileMoving);
    }
}
