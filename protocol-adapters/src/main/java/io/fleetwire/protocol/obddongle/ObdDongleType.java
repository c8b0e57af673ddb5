package io.fleetwire.protocol.obddongle;

/** Message types. */
final class ObdDongleType {

    static final int CONNECT = 0x01;
    static final int CONNACK = 0x02;
    static final int PUBLISH = 0x03;
    static final int PUBACK = 0x04;
    static final int PING = 0x0C;
    static final int PONG = 0x0D;
    static final int DISCONNECT = 0x0E;

    private ObdDongleType() {}

    /** For a human reader. */
    static String name(int type) {
        return switch (type) {
            case CONNECT -> "connect";
            case CONNACK -> "connack";
            case PUBLISH -> "publish";
            case PUBACK -> "puback";
            case PING -> "ping";
            case PONG -> "pong";
            case DISCONNECT -> "disconnect";
            default -> "unknown";
        };
    }
}
