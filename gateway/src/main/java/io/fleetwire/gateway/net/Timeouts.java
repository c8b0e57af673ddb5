package io.fleetwire.gateway.net;

import java.time.Duration;

/**
 * How long a connection may keep us waiting.
 *
 * @param handshake time until TLS must be agreed on
 * @param login time until a device must have said who it is, counted from the connection's first moment
 * @param frame time from the first byte of a frame to its last, against those who send a byte at a time
 * @param idle silence after which a socket is taken for lost: twice the usual five minutes between reports
 */
public record Timeouts(Duration handshake, Duration login, Duration frame, Duration idle) {

    static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMinutes(10));
}
