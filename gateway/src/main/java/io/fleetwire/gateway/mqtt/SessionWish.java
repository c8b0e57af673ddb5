package io.fleetwire.gateway.mqtt;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionAttributeStore;

/**
 * What a CONNECT asks of its session, kept with the connection until it is accepted.
 *
 * @param expiryS how long the session is to live without a connection, in seconds, within our limit; 0: it ends with its connection
 */
record SessionWish(boolean cleanStart, long expiryS) {

    private static final String CLEAN_START = "fleetwire.clean-start";
    private static final String EXPIRY = "fleetwire.session-expiry";

    void keepWith(ConnectionAttributeStore connection) {
        connection.putAsString(CLEAN_START, Boolean.toString(cleanStart));
        connection.putAsString(EXPIRY, Long.toString(expiryS));
    }

    static SessionWish of(ConnectionAttributeStore connection) {
        return new SessionWish(
                Boolean.parseBoolean(connection.getAsString(CLEAN_START).orElse("true")),
                Long.parseLong(connection.getAsString(EXPIRY).orElse("0")));
    }
}
