package io.fleetwire.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the dashboard and the API, on the compacted topic {@code fleet.access}: the newest value of each {@link #key} counts, a null value deletes.
 * No secret is in it, only hashes. Gateways have no business here, so it is not in {@code fleet.config}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AccessEntry.User.class, name = "user"),
    @JsonSubTypes.Type(value = AccessEntry.Token.class, name = "token"),
    @JsonSubTypes.Type(value = AccessEntry.Session.class, name = "session"),
    @JsonSubTypes.Type(value = AccessEntry.Used.class, name = "used")
})
public sealed interface AccessEntry {

    /** The record's key: kind and id, such as {@code user/jane}. */
    String key();

    /**
     * A person who logs in with a password.
     *
     * @param passwordHash Argon2id, as a PHC string
     * @param passwordAt when it was set: sessions from before are over
     */
    record User(
            String name,
            Role role,
            String passwordHash,
            boolean disabled,
            Instant createdAt,
            String createdBy,
            Instant passwordAt)
            implements AccessEntry {
        public User {
            Ids.require("name", name);
        }

        @Override
        public String key() {
            return keyOf(name);
        }

        /** The key of a user's entry. */
        public static String keyOf(String name) {
            return "user/" + name;
        }
    }

    /**
     * A program's token.
     *
     * @param id public, part of the token's text
     * @param hash SHA-256 of the whole text, hexadecimal: 256 random bits need no slow hash
     * @param expiresAt null: never
     */
    record Token(
            String id,
            String label,
            Role role,
            String hash,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt)
            implements AccessEntry {
        public Token {
            Ids.require("id", id);
        }

        @Override
        public String key() {
            return keyOf(id);
        }

        /** The key of a token's entry. */
        public static String keyOf(String id) {
            return "token/" + id;
        }
    }

    /**
     * A browser that logged in.
     *
     * @param id public, part of the cookie's text
     * @param hash SHA-256 of the cookie's whole text, hexadecimal
     * @param subject whose it is: the key of a user or of a token
     * @param from the address it logged in from
     * @param expiresAt the end, however busy it is
     */
    record Session(String id, String hash, String subject, String from, Instant createdAt, Instant expiresAt)
            implements AccessEntry {
        public Session {
            Ids.require("id", id);
        }

        @Override
        public String key() {
            return keyOf(id);
        }

        /** The key of a session's entry. */
        public static String keyOf(String id) {
            return "session/" + id;
        }
    }

    /**
     * When a token or a session was last used, now and then. A key of its own: written by an instance that has not heard of a revocation yet, it cannot
     * bring the revoked entry back.
     *
     * @param of the key of the token or session
     */
    record Used(String of, Instant at) implements AccessEntry {

        @Override
        public String key() {
            return keyOf(of);
        }

        /** The key of the last use of a token or session. */
        public static String keyOf(String of) {
            return "used/" + of;
        }
    }
}
