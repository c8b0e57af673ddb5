package io.fleetwire.gateway.net;

import java.time.Duration;

/**
 * What a connection may cost. The defaults are for a fleet behind carriers' networks; each strikes visibly, in the metric {@code limits} or
 * {@code closed}.
 *
 * @param maxConnections open connections, all device ports together: about 10 KB of heap each
 * @param maxPerNetwork open connections of one network (/24, /56): a carrier hides many trackers behind one
 * @param connectsPerSecond new connections of one network
 * @param connectBurst new connections of one network at once: a reconnect storm must pass
 * @param login time until a device must have said who it is
 * @param frame time from the first byte of a frame to its last, against those who send a byte at a time
 * @param idle silence after which a socket is taken for lost: twice the usual five minutes between reports
 */
public record NetLimits(
        int maxConnections,
        int maxPerNetwork,
        int connectsPerSecond,
        int connectBurst,
        Duration login,
        Duration frame,
        Duration idle) {

    public static final NetLimits DEFAULT = new NetLimits(
            20_000, 2_000, 50, 200, Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMinutes(10));

    /** Most bytes read at once: what may still arrive after reading was stopped. */
    static final int MAX_READ_BYTES = 16 * 1024;

    /** First bytes that must do to recognise a protocol: longer than any login. */
    static final int MAX_RECOGNISE_BYTES = 64;

    /** Bytes waiting to be sent to a device that doesn't read; beyond, nothing of it is read either. */
    static final int MAX_UNSENT_BYTES = 64 * 1024;

    /** Largest datagram: what fits into one Ethernet frame is what trackers send, with room for fragments. */
    static final int MAX_DATAGRAM_BYTES = 8 * 1024;
}
