package io.fleetwire.gateway;

import java.util.List;

/** Kafka lacks topics. The message is the sentence for whoever started the gateway. */
public final class MissingTopicsException extends Exception {

    private static final long serialVersionUID = 1L;

    MissingTopicsException(String servers, List<String> missing) {
        super("Kafka at " + servers + " lacks the topics " + String.join(", ", missing)
                + "; create them, or let ./fleet up do it");
    }
}
