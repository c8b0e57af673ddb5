package io.fleetwire.service.command;

import io.fleetwire.event.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dangerous commands that wait for a second person. In memory only: where the service stops they are gone and nothing happens, which is what an engine is owed;
 * and of several services each approves what it was asked itself. Not for several threads.
 */
final class ApprovalQueue {

    /** How long the second person has. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Most that wait, of the whole fleet. */
    static final int MOST = 100;

    /** Most of what one person asked: nobody takes all the places. */
    static final int MOST_PER_PERSON = 16;

    /**
     * One that waits.
     *
     * @param command with the end of its waiting as the end of itself
     * @param within how long it may wait for its device, once it is approved
     */
    record Waiting(Command command, Duration within) {}

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    /** False: there is no room. */
    boolean add(Waiting one, Instant now) {
        forgetOld(now);
        long own = waiting.values().stream()
                .filter(other -> other.command().by().equals(one.command().by()))
                .count();
        return waiting.size() < MOST
                && own < MOST_PER_PERSON
                && waiting.putIfAbsent(one.command().id(), one) == null;
    }

    Optional<Waiting> find(String deviceId, String commandId, Instant now) {
        forgetOld(now);
        return Optional.ofNullable(waiting.get(commandId))
                .filter(one -> one.command().deviceId().equals(deviceId));
    }

    void remove(String commandId) {
        waiting.remove(commandId);
    }

    /** A device's, newest first. */
    List<Command> ofDevice(String deviceId, Instant now) {
        forgetOld(now);
        return waiting.values().stream()
                .map(Waiting::command)
                .filter(command -> command.deviceId().equals(deviceId))
                .toList()
                .reversed();
    }

    private void forgetOld(Instant now) {
        waiting.values().removeIf(one -> !now.isBefore(one.command().expiresAt()));
    }
}
