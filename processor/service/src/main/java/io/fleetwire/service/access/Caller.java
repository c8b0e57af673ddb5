package io.fleetwire.service.access;

import io.fleetwire.event.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as far as it was proved.
 *
 * @param name a user's name, or {@code token:ID}
 * @param proof what proved it: the key of a token or a session in {@code fleet.access}, or {@code oidc/NAME}
 * @param provedAt when that token or session was made, so that a later one of the same key is another
 * @param expiresAt when the proof ends by itself; null: never
 */
public record Caller(
        String name,
        Role role,
        Via via,
        String proof,
        Instant provedAt,
        @Nullable Instant expiresAt) {

    /** How it was proved. */
    public enum Via {
        TOKEN,
        SESSION,
        OIDC
    }
}
