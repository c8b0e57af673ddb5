package io.fleetwire.gateway.net;

import io.netty.channel.Channel;

/** A connection is read while nobody has a reason against it. On the connection's event loop only. */
final class ReadSwitch {

    /** Who holds reading. */
    enum Hold {
        /** Too much of it, or of everybody, is not yet confirmed by Kafka. */
        UNCONFIRMED(1),
        /** The device doesn't take what it is sent. */
        UNSENT(2),
        /** It sends more frames than it may. */
        FRAMES(4),
        /** It, or its network, sends more bytes than it may. */
        BYTES(8),
        /** The gateway stops. */
        STOPPING(16),
        /** Its answers come faster than it may be sent frames. */
        SENT_FRAMES(32);

        private final int bit;

        Hold(int bit) {
            this.bit = bit;
        }
    }

    private final Channel channel;
    private int holds;

    ReadSwitch(Channel channel) {
        this.channel = channel;
    }

    void hold(Hold why, boolean on) {
        holds = on ? holds | why.bit : holds & ~why.bit;
        channel.config().setAutoRead(holds == 0);
    }

    boolean isHeld(Hold why) {
        return (holds & why.bit) != 0;
    }
}
