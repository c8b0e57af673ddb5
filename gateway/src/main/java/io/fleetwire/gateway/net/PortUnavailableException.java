package io.fleetwire.gateway.net;

/** A port cannot be opened. The message is the sentence for whoever started the gateway. */
public final class PortUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    public PortUnavailableException(String what, String address, int port, String reason) {
        super("cannot open port " + port + " on " + address + " for " + what + ": " + reason);
    }
}
