package io.fleetwire.protocol.gt06;

import java.util.Map;

/** Types in words, for people who read bytes. */
final class Gt06TypeNames {

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(Gt06Type.LOGIN, "login"),
            Map.entry(Gt06Type.HEARTBEAT_WATCH, "heartbeat of a watch"),
            Map.entry(Gt06Type.LOCATION_10, "location"),
            Map.entry(Gt06Type.LOCATION_11, "location"),
            Map.entry(Gt06Type.LOCATION_12, "location"),
            Map.entry(Gt06Type.HEARTBEAT, "heartbeat"),
            Map.entry(Gt06Type.COMMAND_REPLY, "reply to a command"),
            Map.entry(Gt06Type.ALARM_16, "alarm"),
            Map.entry(Gt06Type.MANY_17, "Wi-Fi of a watch, a location with a card, or a server's address"),
            Map.entry(Gt06Type.CELLS_18, "cells"),
            Map.entry(Gt06Type.ALARM_CELL, "alarm with a cell"),
            Map.entry(Gt06Type.ADDRESS_REQUEST_1A, "address request"),
            Map.entry(Gt06Type.LOCATION_1E, "location"),
            Map.entry(Gt06Type.COMMAND_REPLY_LONG, "reply to a command"),
            Map.entry(Gt06Type.LOCATION, "location"),
            Map.entry(Gt06Type.HEARTBEAT_VOLTAGE, "heartbeat with voltage"),
            Map.entry(Gt06Type.CELLS_24, "cells"),
            Map.entry(Gt06Type.LOCATION_DRIVER, "location with driver"),
            Map.entry(Gt06Type.ALARM, "alarm"),
            Map.entry(Gt06Type.ALARM_FENCE, "alarm with fence"),
            Map.entry(Gt06Type.CELLS, "cells"),
            Map.entry(Gt06Type.ADDRESS_REQUEST, "address request"),
            Map.entry(Gt06Type.WIFI, "cells and Wi-Fi"),
            Map.entry(Gt06Type.LOCATION_2D, "location"),
            Map.entry(Gt06Type.CELLS_2E, "cells"),
            Map.entry(Gt06Type.LOCATION_31, "location"),
            Map.entry(Gt06Type.ALARM_32, "alarm"),
            Map.entry(Gt06Type.WIFI_33, "cells and Wi-Fi"),
            Map.entry(Gt06Type.LOCATION_X1, "location of an X1"),
            Map.entry(Gt06Type.PHOTO, "photo on offer"),
            Map.entry(Gt06Type.MODULES_36, "heartbeat or location with modules"),
            Map.entry(Gt06Type.LOCATION_37, "location with modules"),
            Map.entry(Gt06Type.LOCATION_38, "location with modules"),
            Map.entry(Gt06Type.ALARM_MODULES, "alarm with modules"),
            Map.entry(Gt06Type.BATTERY, "battery"),
            Map.entry(Gt06Type.MULTIMEDIA, "multimedia"),
            Map.entry(Gt06Type.LOCATION_61, "location with key"),
            Map.entry(Gt06Type.OBD_DTC, "trouble codes"),
            Map.entry(Gt06Type.OBD_PID, "OBD parameters"),
            Map.entry(Gt06Type.WIFI_WATCH, "Wi-Fi of a watch"),
            Map.entry(Gt06Type.MODULES_70, "modules"),
            Map.entry(Gt06Type.COMMAND, "command, from a server"),
            Map.entry(Gt06Type.COMMAND_81, "command, from a server"),
            Map.entry(Gt06Type.COMMAND_82, "command, from a server"),
            Map.entry(Gt06Type.TIME, "time request"),
            Map.entry(Gt06Type.OBD, "OBD values"),
            Map.entry(Gt06Type.FILE, "file transfer"),
            Map.entry(Gt06Type.FILE_PART, "part of a file"),
            Map.entry(Gt06Type.INFORMATION, "information"),
            Map.entry(Gt06Type.ALARM_CAMERA, "event of a camera"),
            Map.entry(Gt06Type.ADDRESS, "address, from a server"),
            Map.entry(Gt06Type.SERIAL_DATA, "serial data"),
            Map.entry(Gt06Type.LOCATION_4G, "location, 4G"),
            Map.entry(Gt06Type.CELLS_4G, "cells, 4G"),
            Map.entry(Gt06Type.WIFI_4G, "cells and Wi-Fi, 4G"),
            Map.entry(Gt06Type.ALARM_A3, "alarm with one fence, 4G"),
            Map.entry(Gt06Type.ALARM_4G, "alarm with fence, 4G"),
            Map.entry(Gt06Type.ALARM_CELL_4G, "alarm with a cell, 4G"),
            Map.entry(Gt06Type.ADDRESS_REQUEST_4G, "address request, 4G"),
            Map.entry(Gt06Type.ALARM_WIFI, "alarm with cells and Wi-Fi"),
            Map.entry(Gt06Type.BEACON, "beacon"),
            Map.entry(Gt06Type.DEVICE_STATUS, "device status"),
            Map.entry(Gt06Type.PERIPHERALS, "peripherals"),
            Map.entry(Gt06Type.WIFI_F3, "Wi-Fi"));

    private Gt06TypeNames() {}

    static String of(int type, boolean isLong) {
        boolean az735 = isLong && (type == Gt06Type.ALARM_32 || type == Gt06Type.WIFI_33);
        return az735 ? "AZ735" : NAMES.getOrDefault(type, "unknown type");
    }
}
