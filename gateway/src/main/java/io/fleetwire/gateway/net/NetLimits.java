package io.fleetwire.gateway.net;

/**
 * What a connection may cost. The defaults are for a fleet behind carriers' networks; each strikes visibly, in the metric {@code limits} or
 * {@code closed}. A network is a /24, or a /64 of IPv6.
 *
 * @param maxConnections open connections, all device ports together: about 4 KB of heap each in the clear (ConnectionMemoryTest)
 * @param maxPerNetwork open connections of one network: a carrier hides many trackers behind one
 * @param accepts new connections of everybody: more would only be torn down again, at the cost of those that talk
 * @param connects new connections of one network: the burst is a reconnect storm, which must pass
 * @param connectionBytes what one connection may send: ten of the largest Teltonika frames a second
 * @param networkBytes what one network may send
 * @param frames what one connection may send: the burst is a buffer that is emptied after a tunnel
 * @param sentFrames what one device is sent, of any protocol and whatever it answers: twice what it may send, so that an acknowledgement never waits
 */
public record NetLimits(
        int maxConnections,
        int maxPerNetwork,
        Rate accepts,
        Rate connects,
        Rate connectionBytes,
        Rate networkBytes,
        Rate frames,
        Rate sentFrames,
        Timeouts timeouts) {

    /** Frames to a device: answers to a full buffer at once, and then more than any dialogue has. */
    static final Rate SENT_FRAMES = new Rate(20, 100);

    public static final NetLimits DEFAULT = new NetLimits(
            20_000,
            2_000,
            new Rate(2_000, 2_000),
            new Rate(50, 200),
            new Rate(80 << 10, 256 << 10),
            new Rate(8 << 20, 16 << 20),
            new Rate(10, 100),
            SENT_FRAMES,
            Timeouts.DEFAULT);

    /** With the usual rate of frames to a device. */
    public NetLimits(
            int maxConnections,
            int maxPerNetwork,
            Rate accepts,
            Rate connects,
            Rate connectionBytes,
            Rate networkBytes,
            Rate frames,
            Timeouts timeouts) {
        this(
                maxConnections,
                maxPerNetwork,
                accepts,
                connects,
                connectionBytes,
                networkBytes,
                frames,
                SENT_FRAMES,
                timeouts);
    }

    /** Most bytes read at once: what may still arrive after reading was stopped. */
    static final int MAX_READ_BYTES = 16 * 1024;

    /** First bytes that must do to recognise a protocol: longer than any login. */
    static final int MAX_RECOGNISE_BYTES = 64;

    /** Bytes waiting to be sent to a device that doesn't read; beyond, nothing of it is read either. */
    static final int MAX_UNSENT_BYTES = 64 * 1024;

    /** Frames that may wait for their turn to be sent: one read of the smallest frames brings in fewer. Beyond, the connection closes. */
    static final int MAX_UNSENT_FRAMES = 4_096;

    /** Senders of datagrams whose rate is remembered; beyond, who was silent longest starts again. */
    static final int MAX_SENDERS = 10_000;

    /** Largest datagram: what fits into one Ethernet frame is what trackers send, with room for fragments. */
    static final int MAX_DATAGRAM_BYTES = 8 * 1024;

    /** What a proxy may add to its header, in bytes; load balancers of the large clouds add less than 100. */
    static final int MAX_PROXY_TLV_BYTES = 1_024;
}
