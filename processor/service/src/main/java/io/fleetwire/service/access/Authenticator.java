package io.fleetwire.service.access;

import io.fleetwire.event.AccessEntry.Session;
import io.fleetwire.event.AccessEntry.Token;
import io.fleetwire.event.AccessEntry.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Who presents this? The one place that decides, for REST and WebSocket alike. */
public final class Authenticator {

    /** A last use is written this long after the one that was written before. */
    static final Duration NOTE_USE_EVERY = Duration.ofMinutes(5);

    private final AccessView view;
    private final InstantSource clock;
    private final Duration sessionIdle;
    private final Optional<Function<String, Optional<Caller>>> provider;
    /** Newest uses here, by the key of the token or session: no more than there are of those. */
    private final Map<String, Instant> uses = new ConcurrentHashMap<>();

    /** @param provider reads tokens of an identity provider; empty: none */
    public Authenticator(
            AccessView view,
            InstantSource clock,
            Duration sessionIdle,
            Optional<Function<String, Optional<Caller>>> provider) {
        this.view = view;
        this.clock = clock;
        this.sessionIdle = sessionIdle;
        this.provider = provider;
    }

    /** The caller with this bearer token, ours or an identity provider's; may wait for the provider's keys. */
    public Optional<Caller> bearer(String text) {
        return token(text).or(() -> foreign(text));
    }

    /** Whether it may be an identity provider's, which {@link #token} does not know. */
    public boolean mayBeForeign(String text) {
        return provider.isPresent() && text.indexOf('.') > 0;
    }

    /** The caller with this token of the identity provider; may wait for the provider's keys. */
    public Optional<Caller> foreign(String text) {
        return mayBeForeign(text) ? provider.flatMap(read -> read.apply(text)) : Optional.empty();
    }

    /** The caller with this token; empty: nobody. */
    public Optional<Caller> token(String text) {
        return Secret.read(Secret.Kind.TOKEN, text)
                .flatMap(secret -> view.token(secret.id())
                        .filter(token -> secret.matches(token.hash()))
                        .filter(this::holds)
                        .map(token -> {
                            noteUse(token.key());
                            return caller(token);
                        }));
    }

    /** The caller with this session cookie; empty: nobody. */
    public Optional<Caller> session(String text) {
        return Secret.read(Secret.Kind.SESSION, text)
                .flatMap(secret -> view.session(secret.id())
                        .filter(session -> secret.matches(session.hash()))
                        .flatMap(session -> holder(session).map(caller -> {
                            noteUse(session.key());
                            return caller;
                        })));
    }

    /** Whether what proved this caller's name still holds; a connection that stays open asks again and again. */
    public boolean holds(Caller caller) {
        if (AccessView.isOver(caller.expiresAt(), clock.instant())) {
            return false;
        }
        return switch (caller.via()) {
            case TOKEN ->
                view.token(id(caller.proof()))
                        .filter(this::holds)
                        .map(Token::createdAt)
                        .filter(caller.provedAt()::equals)
                        .isPresent();
            case SESSION ->
                view.session(id(caller.proof())).flatMap(this::holder).isPresent();
            // An identity provider takes a token back by not renewing it.
            case OIDC -> true;
        };
    }

    /** Counts as a use: somebody still looks. */
    public void noteUse(Caller caller) {
        if (caller.via() != Caller.Via.OIDC) {
            noteUse(caller.proof());
        }
    }

    private void noteUse(String key) {
        uses.put(key, clock.instant());
    }

    private static String id(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    private boolean holds(Token token) {
        return !AccessView.isOver(token.expiresAt(), clock.instant());
    }

    /** Whose session this is; empty where it is over, or its owner is gone, disabled or has another password since. */
    private Optional<Caller> holder(Session session) {
        if (isOver(session)) {
            return Optional.empty();
        }
        String id = id(session.subject());
        return session.subject().startsWith("user/")
                ? view.user(id)
                        .filter(user -> !user.disabled())
                        .filter(user -> !session.createdAt().isBefore(user.passwordAt()))
                        .map(user -> caller(user, session))
                : view.token(id)
                        .filter(this::holds)
                        .filter(token -> !session.createdAt().isBefore(token.createdAt()))
                        .map(token -> new Caller(
                                token.key(),
                                token.role(),
                                Caller.Via.SESSION,
                                session.key(),
                                session.createdAt(),
                                session.expiresAt()));
    }

    private static Caller caller(User user, Session session) {
        return new Caller(
                user.name(), user.role(), Caller.Via.SESSION, session.key(), session.createdAt(), session.expiresAt());
    }

    private static Caller caller(Token token) {
        return new Caller(
                token.key(), token.role(), Caller.Via.TOKEN, token.key(), token.createdAt(), token.expiresAt());
    }

    /** Whether a session has ended by time. */
    boolean isOver(Session session) {
        Instant now = clock.instant();
        return AccessView.isOver(session.expiresAt(), now)
                || AccessView.isOver(
                        lastUsed(session.key()).orElse(session.createdAt()).plus(sessionIdle), now);
    }

    /** The newest use that this instance or another one noted. */
    public Optional<Instant> lastUsed(String key) {
        Instant here = uses.get(key);
        Optional<Instant> noted = view.lastUsed(key);
        return here == null ? noted : Optional.of(noted.filter(here::isBefore).orElse(here));
    }

    /** Writes down what was used since it was last written, and forgets what is no more. */
    void writeUses(AccessService access) {
        uses.forEach((key, at) -> {
            boolean exists = key.startsWith("token/")
                    ? view.token(id(key)).isPresent()
                    : view.session(id(key)).isPresent();
            if (!exists) {
                uses.remove(key, at);
            } else if (view.lastUsed(key)
                    .map(noted -> noted.plus(NOTE_USE_EVERY).isBefore(at))
                    .orElse(true)) {
                access.noteUse(key, at);
            }
        });
    }
}
