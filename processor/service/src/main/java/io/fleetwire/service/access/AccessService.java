package io.fleetwire.service.access;

import io.fleetwire.event.AccessEntry;
import io.fleetwire.event.AccessEntry.Session;
import io.fleetwire.event.AccessEntry.Token;
import io.fleetwire.event.AccessEntry.Used;
import io.fleetwire.event.AccessEntry.User;
import io.fleetwire.event.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What administrators do, and logging in. One change at a time, so that a check and its write belong together. */
public final class AccessService {

    /** Most users and most tokens: everything is in memory. */
    static final int MOST_USERS = 1_000;

    static final int MOST_TOKENS = 1_000;
    /** Most browsers one user or token is logged in with; a new one ends the oldest. */
    static final int MOST_SESSIONS = 20;

    /** Writes one entry, null deletes; returns once it is stored and the view has it. */
    @FunctionalInterface
    public interface Log {
        void write(String key, @Nullable AccessEntry entry);
    }

    /** Why a change is refused, in a sentence. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * A token or session with its text, which exists only here: the log has its hash.
     *
     * @param text what the owner presents
     */
    public record Issued<T>(T entry, String text) {
        @Override
        public String toString() {
            return entry + " (its text is not shown)";
        }
    }

    private final AccessView view;
    private final Log log;
    private final InstantSource clock;
    private final Passwords passwords;
    private final Duration sessionMost;

    public AccessService(AccessView view, Log log, InstantSource clock, Passwords passwords, Duration sessionMost) {
        this.view = view;
        this.log = log;
        this.clock = clock;
        this.passwords = passwords;
        this.sessionMost = sessionMost;
    }

    public AccessView view() {
        return view;
    }

    /** Creates a user or changes one; the password stays unless a new one is given. */
    public synchronized User putUser(String name, Role role, @Nullable String password, boolean disabled, String by) {
        Optional<User> known = view.user(name);
        if (known.isEmpty() && view.users().size() >= MOST_USERS) {
            throw new RefusedException("There are " + MOST_USERS + " users, which is the most. Delete one.");
        }
        if (known.isEmpty() && password == null) {
            throw new RefusedException("A new user needs a password.");
        }
        boolean staysAdmin = role == Role.ADMIN && !disabled;
        known.filter(user -> !staysAdmin).ifPresent(user -> keepAnAdministrator(user.key()));
        Instant now = now();
        User user = new User(
                name,
                role,
                password == null ? known.orElseThrow().passwordHash() : hash(name, password),
                disabled,
                known.map(User::createdAt).orElse(now),
                known.map(User::createdBy).orElse(by),
                password == null ? known.orElseThrow().passwordAt() : now);
        log.write(user.key(), user);
        return user;
    }

    private String hash(String name, String password) {
        if (password.length() < Passwords.LEAST_CHARACTERS || password.length() > Passwords.MOST_CHARACTERS) {
            throw new RefusedException("A password has " + Passwords.LEAST_CHARACTERS + " to "
                    + Passwords.MOST_CHARACTERS + " characters.");
        }
        if (password.equalsIgnoreCase(name)) {
            throw new RefusedException("A password must not be the user's name.");
        }
        return passwords.hash(password);
    }

    /** Removes a user and its sessions; false where there is none. */
    public synchronized boolean removeUser(String name) {
        Optional<User> known = view.user(name);
        known.ifPresent(user -> {
            keepAnAdministrator(user.key());
            log.write(user.key(), null);
            endSessions(session -> session.subject().equals(user.key()));
        });
        return known.isPresent();
    }

    /** Makes a token; its text is in the answer and nowhere else. */
    public synchronized Issued<Token> issueToken(String label, Role role, @Nullable Duration lifetime, String by) {
        if (view.tokens().size() >= MOST_TOKENS) {
            throw new RefusedException("There are " + MOST_TOKENS + " tokens, which is the most. Revoke one.");
        }
        return issue(Secret.fresh(Secret.Kind.TOKEN), label, role, lifetime, by);
    }

    private Issued<Token> issue(Secret secret, String label, Role role, @Nullable Duration lifetime, String by) {
        Instant now = now();
        Token token = new Token(
                secret.id(), label, role, secret.hash(), now, by, lifetime == null ? null : now.plus(lifetime));
        log.write(token.key(), token);
        return new Issued<>(token, secret.text());
    }

    /** Makes a token of this secret: the first administrator's. */
    synchronized void registerFirst(Secret secret) {
        issue(secret, "the first administrator", Role.ADMIN, null, "start");
    }

    /** Revokes a token and the sessions it began; false where there is none. */
    public synchronized boolean revokeToken(String id) {
        Optional<Token> known = view.token(id);
        known.ifPresent(token -> {
            keepAnAdministrator(token.key());
            log.write(token.key(), null);
            endSessions(session -> session.subject().equals(token.key()));
        });
        return known.isPresent();
    }

    private void keepAnAdministrator(String without) {
        if (view.hasAdministrator(clock.instant()) && !view.hasAdministratorBut(without, clock.instant())) {
            throw new RefusedException(
                    "This is the last administrator. Make another one first, or nobody could change anything.");
        }
    }

    /** The user of this name and password; takes the same time where there is no such user. */
    public Optional<User> login(String name, String password) {
        Optional<User> known = view.user(name).filter(user -> !user.disabled());
        boolean right = passwords.verify(password, known.map(User::passwordHash).orElseGet(passwords::nobodys));
        return known.filter(user -> right);
    }

    /**
     * Begins a session.
     *
     * @param subject the key of the user or token whose it is
     * @param end the latest; null: only the sessions' own limit
     */
    public synchronized Issued<Session> beginSession(String subject, String from, @Nullable Instant end) {
        List<Session> own = view.sessions().stream()
                .filter(session -> session.subject().equals(subject))
                .sorted(Comparator.comparing(Session::createdAt))
                .toList();
        own.stream().limit(Math.max(0, own.size() - MOST_SESSIONS + 1L)).forEach(this::end);
        Instant now = now();
        Instant most = now.plus(sessionMost);
        Secret secret = Secret.fresh(Secret.Kind.SESSION);
        Session session = new Session(
                secret.id(), secret.hash(), subject, from, now, end == null || most.isBefore(end) ? most : end);
        log.write(session.key(), session);
        return new Issued<>(session, secret.text());
    }

    /** Ends a session; false where there is none. */
    public synchronized boolean endSession(String id) {
        Optional<Session> known = view.session(id);
        known.ifPresent(this::end);
        return known.isPresent();
    }

    private void endSessions(Predicate<Session> which) {
        view.sessions().stream().filter(which).forEach(this::end);
    }

    private void end(Session session) {
        log.write(session.key(), null);
    }

    /** Notes the last use of a token or session, by its key. */
    synchronized void noteUse(String of, Instant at) {
        Used used = new Used(of, at.truncatedTo(ChronoUnit.MILLIS));
        log.write(used.key(), used);
    }

    /** Removes sessions that are over, and what is known of things that are no more. */
    synchronized void sweep(Predicate<Session> isOver) {
        endSessions(isOver);
        view.staleUses().forEach(of -> log.write(Used.keyOf(of), null));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
