package io.fleetwire.protocol.gt06;

import io.fleetwire.protocol.Malformed;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a GT06 device hears commands and answers them, for simulators and tests. */
public final class Gt06Terminal {

    private static final int FLAG_BYTES = 4;
    private static final int LANGUAGE_ENGLISH = 2;

    private Gt06Terminal() {}

    /**
     * A command as the device hears it.
     *
     * @param flag what its answer echoes
     */
    public record Asked(int flag, String text) {}

    /** The command where the frame is one; null where it is not. */
    public static @Nullable Asked asked(ByteBuf frame) {
        try {
            if (Gt06Frame.open(frame, false, Gt06Model.ANY).type != Gt06Type.COMMAND) {
                return null;
            }
            int at = frame.readerIndex() + Gt06Frame.headerBytes(false) + 1;
            int length = frame.getUnsignedByte(at) - FLAG_BYTES;
            int room = frame.writerIndex() - at - 1 - FLAG_BYTES - Gt06Frame.SEAL_BYTES - Gt06Frame.END_BYTES;
            return length < 0 || length > room
                    ? null
                    : new Asked(
                            frame.getInt(at + 1),
                            frame.toString(at + 1 + FLAG_BYTES, length, StandardCharsets.US_ASCII));
        } catch (Malformed e) {
            return null;
        }
    }

    /** Type 15: the flag and the device's words. */
    public static ByteBuf answer(int flag, String words, int serial) {
        byte[] ascii = words.getBytes(StandardCharsets.US_ASCII);
        ByteBuf frame = Gt06Frame.begin(Gt06Type.COMMAND_REPLY, 1 + FLAG_BYTES + ascii.length + 2);
        frame.writeByte(FLAG_BYTES + ascii.length).writeInt(flag).writeBytes(ascii);
        return Gt06Frame.close(frame.writeShort(LANGUAGE_ENGLISH), serial);
    }

    /** What a device of the Concox family says to a command it knows. */
    public static String words(String command, double lat, double lon, double speedKmh) {
        return switch (command) {
            case "WHERE#" -> String.format(Locale.ROOT, "Lat:N%.6f,Lon:E%.6f,Speed:%.1fKM/H", lat, lon, speedKmh);
            case "STATUS#" ->
                "Battery:4.05V,NORMAL; GPRS:Link Up; GSM Signal Level:Strong; GPS:Successful positioning;";
            case "VERSION#" -> "[VERSION]GT06N_1.2.3";
            case "RESET#" -> "The terminal will restart after 60s!";
            case "RELAY,1#" ->
                speedKmh > 20
                        ? "Speed limit, the command is executed when slow"
                        : "Cut off the fuel supply: Success! Speed: " + Math.round(speedKmh) + " km/h";
            case "RELAY,0#" -> "Restore fuel supply: Success!";
            default -> command.startsWith("TIMER,") ? "OK!" : "Invalid format!";
        };
    }
}
