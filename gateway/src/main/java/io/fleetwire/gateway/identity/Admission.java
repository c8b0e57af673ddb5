package io.fleetwire.gateway.identity;

import java.util.concurrent.CompletableFuture;

/** The registry's answer to a device that says who it is. */
public sealed interface Admission {

    /**
     * Let in.
     *
     * @param registered completes when its registration is stored: at once for a device somebody registered, after Kafka's confirmation for one that was
     *     just adopted. Nothing of it may be acknowledged before.
     */
    record LetIn(KnownDevice device, CompletableFuture<Void> registered) implements Admission {}

    /** Not let in. */
    record TurnedAway(Reason reason) implements Admission {}

    /** Why a device was not let in. */
    enum Reason {
        UNKNOWN,
        DISABLED,
        WRONG_PROTOCOL,
        /** What it calls itself cannot be an id. */
        NO_ID,
        WRONG_SECRET,
        /** It is connected from another network, and the policy refuses that. */
        CONNECTED_ELSEWHERE;

        /** For metrics and log lines: {@code wrong_protocol}. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
