package io.fleetwire.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what: a change somebody made or was refused, a login, a logout. Never a secret.
 *
 * @param actor a user's name, {@code token:ID}, or {@code anonymous}
 * @param role what the actor was then; null: nobody
 * @param from the address
 * @param action method and path of the call
 * @param target what it was done to, where the path doesn't say; attacker's text
 * @param status the HTTP status it was answered with
 */
public record AuditEvent(
        Instant at,
        String actor,
        @Nullable Role role,
        String from,
        String action,
        @Nullable String target,
        Outcome outcome,
        int status) {

    /** How it ended. */
    public enum Outcome {
        DONE,
        /** By a rule: not allowed, too often, wrong credentials. */
        REFUSED,
        /** Asked for something impossible, or something broke. */
        FAILED;

        /** What an HTTP status means. */
        public static Outcome of(int status) {
            return status < 400 ? DONE : status == 401 || status == 403 || status == 429 ? REFUSED : FAILED;
        }
    }
}
