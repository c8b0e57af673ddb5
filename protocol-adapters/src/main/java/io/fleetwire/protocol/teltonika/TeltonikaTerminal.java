package io.fleetwire.protocol.teltonika;

import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Text;
import io.netty.buffer.ByteBuf;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a Teltonika device hears commands and answers them, for simulators and tests. */
public final class TeltonikaTerminal {

    private final String imei;

    /**
     * @param imei the device's own
     */
    public TeltonikaTerminal(String imei) {
        this.imei = imei;
    }

    /** The command's text where the packet is one for this device; null where it is none, or another's. */
    public @Nullable String asked(ByteBuf packet) {
        Text command = command(packet);
        return command == null || isAnothers(command) ? null : command.payload();
    }

    /** The packet that answers: in the command's codec, or that the command was another device's. */
    public ByteBuf answer(ByteBuf packet, String words) {
        Text command = command(packet);
        if (command == null) {
            throw new IllegalArgumentException("no command");
        }
        boolean mine = !isAnothers(command);
        int type = mine ? Text.ANSWER : Text.NOT_MINE;
        return TeltonikaCodec.encode(new Text(command.codec(), type, null, command.imei(), mine ? words : ""));
    }

    /** What a device of the FMB family says to a command it knows. */
    public static String words(String command, double lat, double lon, double speedKmh) {
        String[] parts = command.split(" ", -1);
        return switch (parts[0]) {
            case "getgps" ->
                String.format(Locale.ROOT, "GPS:1 Sat:12 Lat:%.6f Long:%.6f Speed:%.0f", lat, lon, speedKmh);
            case "getinfo" -> "RTC:2026/11/22 00:00 Init:2026/11/21 00:00 UpTime:86400s PWR:ext RST:0 GPS:1 SAT:12";
            case "getstatus" -> "Data Link: 1 GPRS: 1 Phone: 0 SIM: 0 OP: 26201 Signal: 5 NewSMS: 0 Roaming: 0";
            case "getver" -> "Ver:03.28.07_00 GPS:AXN_5.10 Hw:FMB120 Mod:10 IMEI:000000000000000";
            case "getio" -> "DI1:1 DI2:0 AIN1:13800 DO1:0 DO2:0";
            case "setdigout" -> parts.length > 1 ? "DOUT" + parts[1].length() + ":" + state(parts[1]) : "Bad syntax";
            case "cpureset" -> "Device is restarting";
            default -> "Unknown command or invalid format";
        };
    }

    private static String state(String bits) {
        return switch (bits.charAt(bits.length() - 1)) {
            case '1' -> "ON Timeout:INFINITY";
            case '0' -> "OFF Timeout:INFINITY";
            default -> "IGNORED";
        };
    }

    private boolean isAnothers(Text command) {
        return command.imei() != null && !command.imei().endsWith(imei);
    }

    private static @Nullable Text command(ByteBuf packet) {
        try {
            return TeltonikaCodec.decode(packet.duplicate(), false) instanceof Text text && text.type() == Text.COMMAND
                    ? text
                    : null;
        } catch (Malformed e) {
            return null;
        }
    }
}
