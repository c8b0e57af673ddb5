package io.fleetwire.protocol.gt06;

import io.fleetwire.event.Command;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandForm.Parameter;
import io.fleetwire.protocol.CommandForm.Risk;
import io.fleetwire.protocol.CommandFrame;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.gt06.Gt06Message.CommandReply;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Type 80 around the texts of Concox' SMS commands. The device echoes the four bytes of the server's flag, which name the command. */
final class Gt06Commands {

    /** The length byte counts the flag as well; with the language word 243 bytes of text fit a short frame. */
    static final int MAX_TEXT_BYTES = 243;

    private static final int FLAG_BYTES = 4;
    private static final int LANGUAGE_ENGLISH = 2;

    /** The server's own running number: devices don't look at it. */
    private static final int SERIAL = 1;

    /** What the manual's replies say where a cut was not carried out: no fix, or too fast. */
    private static final List<String> REFUSALS = List.of("unvalued fix", "speed limit", "command is not running");

    static final List<CommandForm> FORMS = List.of(
            CommandForm.question("locate", "Asks where it is."),
            CommandForm.question("status", "Asks for its state: battery, network, satellites, relay."),
            CommandForm.question("info", "Asks for its settings: server, intervals, numbers."),
            CommandForm.question("version", "Asks for its firmware."),
            new CommandForm("reboot", "Restarts the device.", Risk.RISKY, false, List.of()),
            new CommandForm(
                    "setInterval",
                    "Changes how often it reports.",
                    Risk.RISKY,
                    false,
                    List.of(
                            Parameter.number("moving", "seconds with the ignition on", true, 5, 18_000),
                            Parameter.number("parked", "seconds with the ignition off", true, 5, 18_000))),
            new CommandForm(
                    "engineStop",
                    "Switches the relay, which cuts fuel or ignition; most firmware refuses or waits above 20 km/h or without a fix.",
                    Risk.DANGEROUS,
                    true,
                    List.of()),
            new CommandForm(
                    "engineResume", "Lets the relay go: the engine may start again.", Risk.RISKY, false, List.of()),
            new CommandForm(
                    "custom",
                    "A command in the device's own words, without the # at its end.",
                    Risk.DANGEROUS,
                    true,
                    List.of(Parameter.text("text", "the command", "[A-Za-z][A-Za-z0-9 .,:;?_@/+=*-]{0,199}"))));

    private Gt06Commands() {}

    static CommandFrame frame(Command command) throws Malformed {
        CommandForm.of(FORMS, command);
        CRC32 flag = new CRC32();
        flag.update(command.id().getBytes(StandardCharsets.UTF_8));
        return new CommandFrame(frame((int) flag.getValue(), text(command)), reference((int) flag.getValue()));
    }

    static ByteBuf frame(int flag, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuf frame = Gt06Frame.begin(Gt06Type.COMMAND, 1 + FLAG_BYTES + ascii.length + 2);
        frame.writeByte(FLAG_BYTES + ascii.length).writeInt(flag).writeBytes(ascii);
        return Gt06Frame.close(frame.writeShort(LANGUAGE_ENGLISH), SERIAL);
    }

    private static String text(Command command) throws Malformed {
        Map<String, String> params = command.params();
        return switch (command.command()) {
            case "locate" -> "WHERE#";
            case "status" -> "STATUS#";
            case "info" -> "PARAM#";
            case "version" -> "VERSION#";
            case "reboot" -> "RESET#";
            case "setInterval" -> "TIMER," + params.get("moving") + "," + params.get("parked") + "#";
            case "engineStop" -> "RELAY,1#";
            case "engineResume" -> "RELAY,0#";
            case "custom" -> params.get("text") + "#";
            default -> throw new Malformed(command.command() + " has no text");
        };
    }

    /** What the device says to a command. A clone that echoes nothing sends a flag of 0. */
    static CommandAnswer answer(CommandReply reply) {
        String words = CommandAnswer.words(reply.text());
        String said = words.toLowerCase(java.util.Locale.ROOT);
        boolean refused = REFUSALS.stream().anyMatch(said::contains);
        return new CommandAnswer(reply.flag() == 0 ? null : reference(reply.flag()), refused, words);
    }

    private static String reference(int flag) {
        return HexFormat.of().toHexDigits(flag);
    }
}
