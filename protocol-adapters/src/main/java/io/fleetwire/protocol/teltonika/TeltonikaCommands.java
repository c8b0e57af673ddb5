package io.fleetwire.protocol.teltonika;

import io.fleetwire.event.Command;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandForm.Parameter;
import io.fleetwire.protocol.CommandForm.Risk;
import io.fleetwire.protocol.CommandFrame;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.teltonika.TeltonikaMessage.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of Teltonika's SMS and GPRS commands, in Codec 12, or in Codec 14 where the device is known to understand it. Neither echoes anything that
 * names the command.
 */
final class TeltonikaCommands {

    /** The engine is cut only below this speed: the device itself waits for it, with the third value of {@code setdigout}. */
    static final int SLOW_KMH = 20;

    /** The longest that firmware holds an output, in seconds. */
    private static final long MAX_HOLD_S = 86_400;

    private static final int MAX_OUTPUTS = 4;
    private static final long MAX_PARAMETER_ID = 99_999;

    static final List<CommandForm> FORMS = List.of(
            CommandForm.question("locate", "Asks where it is."),
            CommandForm.question("status", "Asks for its state: network, satellites, inputs, records that wait."),
            CommandForm.question("info", "Asks how it does: clock, restarts, memory, modes."),
            CommandForm.question("version", "Asks for firmware and hardware."),
            CommandForm.question("readInputs", "Asks for its digital and analogue inputs and outputs."),
            CommandForm.question("obdInfo", "Asks what it knows of the vehicle's diagnostics."),
            new CommandForm(
                    "readParameter",
                    "Asks for a configured value.",
                    Risk.RISKY,
                    false,
                    List.of(Parameter.number("parameter", "id of the parameter", true, 1, MAX_PARAMETER_ID))),
            new CommandForm("reboot", "Restarts the device.", Risk.RISKY, false, List.of()),
            new CommandForm(
                    "engineStop",
                    "Switches output 1 on, which a relay makes an engine that doesn't start; the device waits until it is slower than 20 km/h.",
                    Risk.DANGEROUS,
                    true,
                    List.of()),
            new CommandForm(
                    "engineResume", "Switches output 1 off: the engine may start again.", Risk.RISKY, false, List.of()),
            new CommandForm(
                    "setOutput",
                    "Switches an output. What hangs on it, only who wired it knows.",
                    Risk.DANGEROUS,
                    true,
                    List.of(
                            Parameter.number("output", "number of the output", true, 1, MAX_OUTPUTS),
                            Parameter.choice("state", "what it shall be", "on", "off"),
                            Parameter.number("seconds", "for how long; without: until told", false, 1, MAX_HOLD_S))),
            new CommandForm(
                    "setParameter",
                    "Changes the configuration: a wrong server or access point, and the device never comes back.",
                    Risk.DANGEROUS,
                    false,
                    List.of(
                            Parameter.number("parameter", "id of the parameter", true, 1, MAX_PARAMETER_ID),
                            Parameter.text("value", "its value", "[A-Za-z0-9._@/+-]{1,100}"))),
            new CommandForm(
                    "deleteRecords",
                    "Deletes every record the device has not sent yet.",
                    Risk.DANGEROUS,
                    false,
                    List.of()),
            new CommandForm(
                    "custom",
                    "A command in the device's own words, without login and password.",
                    Risk.DANGEROUS,
                    true,
                    List.of(Parameter.text("text", "the command", "[a-z][A-Za-z0-9 .,:;?_@/+=-]{0,199}"))));

    private TeltonikaCommands() {}

    static CommandFrame frame(TeltonikaSession session, Command command) throws Malformed {
        CommandForm.of(FORMS, command);
        String text = text(command);
        String imei = session.profile().addressedCommands() ? session.imei() : null;
        Text message = imei == null ? Text.command(text) : new Text(14, Text.COMMAND, null, "0" + imei, text);
        return new CommandFrame(TeltonikaCodec.encode(message), null);
    }

    private static String text(Command command) throws Malformed {
        Map<String, String> params = command.params();
        return switch (command.command()) {
            case "locate" -> "getgps";
            case "status" -> "getstatus";
            case "info" -> "getinfo";
            case "version" -> "getver";
            case "readInputs" -> "getio";
            case "obdInfo" -> "obdinfo";
            case "readParameter" -> "getparam " + params.get("parameter");
            case "reboot" -> "cpureset";
            case "engineStop" -> command.evenMoving() ? "setdigout 1" : "setdigout 1 ? " + SLOW_KMH;
            case "engineResume" -> "setdigout 0";
            case "setOutput" -> output(params);
            case "setParameter" -> "setparam " + params.get("parameter") + ":" + params.get("value");
            case "deleteRecords" -> "deleterecords";
            case "custom" -> String.valueOf(params.get("text"));
            default -> throw new Malformed(command.command() + " has no text");
        };
    }

    /** A character for each output up to the one that is meant, a question mark for those that stay as they are; then, in the same way, for how long. */
    private static String output(Map<String, String> params) {
        int others = Integer.parseInt(params.getOrDefault("output", "1")) - 1;
        String bits = "?".repeat(others) + ("on".equals(params.get("state")) ? "1" : "0");
        String seconds = params.get("seconds");
        return "setdigout " + bits + (seconds == null ? "" : " " + "? ".repeat(others) + seconds);
    }

    /** What a message says to a command; null: it is none that could. */
    static @Nullable CommandAnswer answer(String imei, Text text) {
        if (text.imei() != null && !text.imei().endsWith(imei)) {
            return null;
        }
        boolean answers = text.codec() == 12 || text.codec() == 14;
        return switch (text.type()) {
            case Text.ANSWER -> answers ? new CommandAnswer(null, false, CommandAnswer.words(text.payload())) : null;
            case Text.NOT_MINE ->
                answers ? new CommandAnswer(null, true, "the device says that it is not the one that was meant") : null;
            default -> null;
        };
    }
}
