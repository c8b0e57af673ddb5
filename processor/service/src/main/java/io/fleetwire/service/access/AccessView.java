package io.fleetwire.service.access;

import io.fleetwire.event.AccessEntry;
import io.fleetwire.event.AccessEntry.Session;
import io.fleetwire.event.AccessEntry.Token;
import io.fleetwire.event.AccessEntry.Used;
import io.fleetwire.event.AccessEntry.User;
import io.fleetwire.event.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The newest entry of each key of {@code fleet.access}, in memory. */
public final class AccessView {

    private final Map<String, User> users = new ConcurrentSkipListMap<>();
    private final Map<String, Token> tokens = new ConcurrentSkipListMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    /** By the key of the token or session. */
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    /** Takes one record of the topic; a null entry deletes the key. */
    public void apply(String key, @Nullable AccessEntry entry) {
        switch (entry) {
            case null -> remove(key);
            case User user -> users.put(user.name(), user);
            case Token token -> tokens.put(token.id(), token);
            case Session session -> sessions.put(session.id(), session);
            case Used use -> used.put(use.of(), use.at());
        }
    }

    private void remove(String key) {
        int slash = key.indexOf('/');
        String id = key.substring(slash + 1);
        switch (key.substring(0, Math.max(slash, 0))) {
            case "user" -> users.remove(id);
            case "token" -> tokens.remove(id);
            case "session" -> sessions.remove(id);
            case "used" -> used.remove(id);
            default -> {
                // A kind that a newer version writes.
            }
        }
    }

    /** By name. */
    public Collection<User> users() {
        return List.copyOf(users.values());
    }

    public Optional<User> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    /** By id. */
    public Collection<Token> tokens() {
        return List.copyOf(tokens.values());
    }

    public Optional<Token> token(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    public Collection<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    public Optional<Session> session(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** When a token or session was last used, to a few minutes; by its key. */
    public Optional<Instant> lastUsed(String of) {
        return Optional.ofNullable(used.get(of));
    }

    /** Last uses of what there is no more. */
    List<String> staleUses() {
        return used.keySet().stream()
                .filter(of -> !of.startsWith("token/") || !tokens.containsKey(of.substring("token/".length())))
                .filter(of -> !of.startsWith("session/") || !sessions.containsKey(of.substring("session/".length())))
                .toList();
    }

    /** Whether anybody is left who decides who may do what. */
    public boolean hasAdministrator(Instant now) {
        return hasAdministratorBut("", now);
    }

    /** The same without one user or token, named by its key. */
    boolean hasAdministratorBut(String key, Instant now) {
        return users.values().stream()
                        .anyMatch(user -> user.role() == Role.ADMIN
                                && !user.disabled()
                                && !user.key().equals(key))
                || tokens.values().stream()
                        .anyMatch(token -> token.role() == Role.ADMIN
                                && !isOver(token.expiresAt(), now)
                                && !token.key().equals(key));
    }

    static boolean isOver(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }
}
