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
        /** It is registered without a protocol, so its secret is needed, and this port asks for none. */
        SECRET_NEEDED,
        /** What it calls itself cannot be an id. */
        NO_ID,
        WRONG_SECRET,
        /** Too many logins of its address were refused. */
        BLOCKED,
        /** The registry does not let it in from this address. */
        ADDRESS,
        TLS_REQUIRED,
        CERTIFICATE_REQUIRED,
        /** It shows another device's certificate. */
        WRONG_CERTIFICATE,
        /** It shows itself to be another than the device that first had this id. */
        PINNED,
        /** It has had all the records of a day. */
        DAILY_RECORDS,
        /** It is connected from another network, and the policy refuses that. */
        CONNECTED_ELSEWHERE;

        /** For metrics and log lines: {@code wrong_protocol}. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
