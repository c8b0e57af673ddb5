package io.fleetwire.protocol.gt06;

/** The protocol numbers that are decoded or sent. */
final class Gt06Type {

    static final int LOGIN = 0x01;
    static final int HEARTBEAT_WATCH = 0x08;
    static final int LOCATION_10 = 0x10;
    static final int LOCATION_11 = 0x11;
    static final int LOCATION_12 = 0x12;
    static final int HEARTBEAT = 0x13;
    static final int COMMAND_REPLY = 0x15;
    static final int ALARM_16 = 0x16;
    /** Wi-Fi of watches, a location with a card, and a server's Chinese address. */
    static final int MANY_17 = 0x17;

    static final int CELLS_18 = 0x18;
    static final int ALARM_CELL = 0x19;
    static final int ADDRESS_REQUEST_1A = 0x1A;
    static final int LOCATION_1E = 0x1E;
    static final int COMMAND_REPLY_LONG = 0x21;
    static final int LOCATION = 0x22;
    static final int HEARTBEAT_VOLTAGE = 0x23;
    static final int CELLS_24 = 0x24;
    static final int LOCATION_DRIVER = 0x25;
    static final int ALARM = 0x26;
    static final int ALARM_FENCE = 0x27;
    static final int CELLS = 0x28;
    static final int ADDRESS_REQUEST = 0x2A;
    static final int WIFI = 0x2C;
    static final int LOCATION_2D = 0x2D;
    static final int CELLS_2E = 0x2E;
    static final int LOCATION_31 = 0x31;
    static final int ALARM_32 = 0x32;
    static final int WIFI_33 = 0x33;
    static final int LOCATION_X1 = 0x34;
    static final int PHOTO = 0x35;
    static final int MODULES_36 = 0x36;
    static final int LOCATION_37 = 0x37;
    static final int LOCATION_38 = 0x38;
    static final int ALARM_MODULES = 0x39;
    static final int BATTERY = 0x40;
    static final int MULTIMEDIA = 0x41;
    static final int LOCATION_61 = 0x61;
    static final int OBD_DTC = 0x65;
    static final int OBD_PID = 0x66;
    static final int WIFI_WATCH = 0x69;
    static final int MODULES_70 = 0x70;
    static final int COMMAND = 0x80;
    static final int COMMAND_81 = 0x81;
    static final int COMMAND_82 = 0x82;
    static final int TIME = 0x8A;
    static final int OBD = 0x8C;
    static final int FILE = 0x8D;
    static final int FILE_PART = 0x90;
    static final int INFORMATION = 0x94;
    static final int ALARM_CAMERA = 0x95;
    static final int ADDRESS = 0x97;
    static final int SERIAL_DATA = 0x9B;
    static final int LOCATION_4G = 0xA0;
    static final int CELLS_4G = 0xA1;
    static final int WIFI_4G = 0xA2;
    static final int ALARM_A3 = 0xA3;
    static final int ALARM_4G = 0xA4;
    static final int ALARM_CELL_4G = 0xA5;
    static final int ADDRESS_REQUEST_4G = 0xA7;
    static final int ALARM_WIFI = 0xA9;
    static final int BEACON = 0xB2;
    static final int DEVICE_STATUS = 0xF1;
    static final int PERIPHERALS = 0xF2;
    static final int WIFI_F3 = 0xF3;

    private static final String[] HEX = new String[256];

    static {
        for (int i = 0; i < HEX.length; i++) {
            HEX[i] = "0x%02X".formatted(i);
        }
    }

    private Gt06Type() {}

    /** A protocol number as people write it. */
    static String hex(int type) {
        return HEX[type & 0xFF];
    }

    /** Whether the type's clock is the device's local time; all others are UTC. */
    static boolean isLocalTime(int type) {
        return switch (type) {
            case LOCATION_10, LOCATION_11, LOCATION_12, ALARM_16, CELLS_18, ADDRESS_REQUEST_1A -> true;
            default -> false;
        };
    }

    /** Whether cells have the wide fields of 4G: area 4 bytes, cell 8. */
    static boolean is4g(int type) {
        return switch (type) {
            case LOCATION_4G, CELLS_4G, WIFI_4G, ALARM_A3, ALARM_4G, ALARM_CELL_4G, ADDRESS_REQUEST_4G -> true;
            default -> false;
        };
    }

    /** Whether the upper half of the language byte extends the alarm's code. */
    static boolean isExtendedAlarm(int type) {
        return is4g(type) || type == ALARM_MODULES || type == ALARM_WIFI;
    }

    /** Whether the device waits for an answer to the type, as a rule. */
    static boolean isAlarm(int type, boolean isLong) {
        return switch (type) {
            case ALARM_16,
                    ALARM,
                    ALARM_FENCE,
                    ALARM_CELL,
                    ALARM_MODULES,
                    ALARM_4G,
                    ALARM_A3,
                    ALARM_CELL_4G,
                    ALARM_WIFI,
                    ALARM_CAMERA -> true;
            case ALARM_32 -> !isLong;
            case WIFI_33 -> isLong;
            default -> false;
        };
    }

    /** Whether the device only says that it is there. */
    static boolean isHeartbeat(int type) {
        return type == HEARTBEAT || type == HEARTBEAT_VOLTAGE || type == MODULES_36;
    }

    /** Whether the device asks for a street address. */
    static boolean isAddressRequest(int type) {
        return type == ADDRESS_REQUEST || type == ADDRESS_REQUEST_1A || type == ADDRESS_REQUEST_4G;
    }

    /** Whether the type is a location: the ones that a profile can have answered. */
    static boolean isLocation(int type) {
        return switch (type) {
            case LOCATION_10,
                    LOCATION_11,
                    LOCATION_12,
                    LOCATION_1E,
                    LOCATION,
                    LOCATION_DRIVER,
                    LOCATION_2D,
                    LOCATION_31,
                    LOCATION_X1,
                    LOCATION_37,
                    LOCATION_38,
                    LOCATION_61,
                    LOCATION_4G,
                    MODULES_70 -> true;
            default -> false;
        };
    }

    /** Whether the alarm names the fence it is about. */
    static boolean isFenced(int type) {
        return type == ALARM_FENCE || type == ALARM_4G;
    }
}
