package io.fleetwire.protocol.teltonika;

import org.jspecify.annotations.Nullable;

/** Everything a Teltonika device says, and the commands it is sent. */
sealed interface TeltonikaMessage {

    /**
     * The first words on a connection.
     *
     * @param id what should be an IMEI: attacker's text until somebody looked
     */
    record Login(String id) implements TeltonikaMessage {}

    /** A lone {@code FF} that keeps the network's address mapping alive. */
    record Ping() implements TeltonikaMessage {}

    /** Records, in the order of the packet, which need not be that of time. */
    sealed interface Avl extends TeltonikaMessage {
        AvlPacket packet();
    }

    /** Codec 8, 8 Extended or 16. */
    record Data(AvlPacket packet) implements Avl {}

    /** Codec 7 of the GH devices, rewritten in a later one's form: read, never written. */
    record LegacyData(AvlPacket packet) implements Avl {}

    /**
     * Codec 12 to 15: a command, its answer, or what came in over a serial port.
     *
     * @param codec 12, 13, 14 or 15
     * @param type 5 command, 6 answer, 0x11 "this IMEI is not mine"
     * @param timeMs when (13 and 15); null elsewhere
     * @param imei whose (14 and 15), with its padding digit; null elsewhere
     * @param payload one character for each byte: it is not always text
     */
    record Text(
            int codec,
            int type,
            @Nullable Long timeMs,
            @Nullable String imei,
            String payload) implements TeltonikaMessage {

        static final int COMMAND = 5;
        static final int ANSWER = 6;

        /** Codec 14: the command names another device and was not carried out. */
        static final int NOT_MINE = 0x11;

        /** A command of Codec 12. */
        static Text command(String payload) {
            return new Text(12, COMMAND, null, null, payload);
        }
    }

    /**
     * UDP: login and records in one.
     *
     * @param packetId echoed in the acknowledgement, like {@code avlPacketId}
     */
    record Datagram(int packetId, int packetType, int avlPacketId, String imei, Avl avl) implements TeltonikaMessage {}
}
