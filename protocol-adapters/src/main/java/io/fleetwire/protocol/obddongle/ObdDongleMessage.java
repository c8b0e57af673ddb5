package io.fleetwire.protocol.obddongle;

/** What a dongle says. */
sealed interface ObdDongleMessage {

    /** It is there. */
    record Connect(String payloadHex) implements ObdDongleMessage {}

    /**
     * It was somewhere.
     *
     * @param event what made it report: no list of the numbers is public
     */
    record Located(int major, int minor, int event, ObdDonglePosition position) implements ObdDongleMessage {}

    /** It reports something else; too short for a position. */
    record Published(int major, int minor, String payloadHex) implements ObdDongleMessage {}

    /** It is still there. */
    record Ping() implements ObdDongleMessage {}

    /** It goes. */
    record Disconnect() implements ObdDongleMessage {}
}
