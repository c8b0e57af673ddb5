package io.fleetwire.protocol.gt06;

/** The protocol numbers that are decoded or sent. */
final class Gt06Type {

    static final int LOGIN = 0x01;
    static final int LOCATION_10 = 0x10;
    static final int LOCATION_11 = 0x11;
    static final int LOCATION_12 = 0x12;
    static final int LOCATION = 0x22;
    static final int LOCATION_4G = 0xA0;
    static final int HEARTBEAT = 0x13;
    static final int HEARTBEAT_VOLTAGE = 0x23;
    static final int ALARM_16 = 0x16;
    static final int ALARM = 0x26;
    static final int ALARM_FENCE = 0x27;
    static final int ALARM_4G = 0xA4;
    static final int ALARM_CELL = 0x19;
    static final int ALARM_CELL_4G = 0xA5;
    static final int CELLS_18 = 0x18;
    static final int CELLS = 0x28;
    static final int CELLS_2E = 0x2E;
    static final int CELLS_4G = 0xA1;
    static final int WIFI = 0x2C;
    static final int WIFI_4G = 0xA2;
    static final int TIME = 0x8A;
    static final int ADDRESS_REQUEST = 0x2A;
    static final int ADDRESS = 0x97;
    static final int INFORMATION = 0x94;
    static final int COMMAND = 0x80;
    static final int COMMAND_REPLY = 0x15;
    static final int COMMAND_REPLY_LONG = 0x21;

    private Gt06Type() {}

    /** Whether the type's clock is the device's local time; all others are UTC. */
    static boolean isLocalTime(int type) {
        return switch (type) {
            case LOCATION_10, LOCATION_11, LOCATION_12, ALARM_16, CELLS_18 -> true;
            default -> false;
        };
    }

    /** Whether cells have the wide fields of 4G: area 4 bytes, cell 8. */
    static boolean is4g(int type) {
        return switch (type) {
            case LOCATION_4G, CELLS_4G, WIFI_4G, ALARM_4G, ALARM_CELL_4G -> true;
            default -> false;
        };
    }
}
