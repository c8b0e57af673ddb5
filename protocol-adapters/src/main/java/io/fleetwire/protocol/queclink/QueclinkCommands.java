package io.fleetwire.protocol.queclink;

import io.fleetwire.event.Command;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandForm.Parameter;
import io.fleetwire.protocol.CommandForm.Risk;
import io.fleetwire.protocol.CommandFrame;
import io.fleetwire.protocol.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a device can be asked: {@code AT+GT<type>=<password>,…,<serial>$}. The serial comes back in its {@code +ACK:GT<type>}, so each answer names its
 * command. What stands between differs by type, model and firmware, so it is the operator's own words.
 */
final class QueclinkCommands {

    private static final String OPENING = "AT+GT";

    static final List<CommandForm> FORMS = List.of(new CommandForm(
            "custom",
            "A command in the device's own words, from its type to the field before the serial number, such as RTO=gv300,1,,,,,.",
            Risk.DANGEROUS,
            true,
            List.of(Parameter.text("text", "what stands behind AT+GT", "[A-Za-z][A-Za-z0-9 .,:;?_@/+=*-]{0,199}"))));

    private QueclinkCommands() {}

    static CommandFrame frame(Command command) throws Malformed {
        CommandForm.of(FORMS, command);
        CRC32 number = new CRC32();
        number.update(command.id().getBytes(StandardCharsets.UTF_8));
        String serial = "%04X".formatted(number.getValue() & 0xFFFF);
        String text = OPENING + command.params().get("text") + "," + serial + Sentence.TAIL;
        return new CommandFrame(QueclinkCodec.ascii(text), serial);
    }

    /** What the device says to a command: that it took it. A serial that is not there leaves open which. */
    static CommandAnswer answer(Named taken) {
        return new CommandAnswer(serial(taken), false, "GT" + taken.sentence().type() + " taken");
    }

    private static @Nullable String serial(Named taken) {
        for (int i = 0; i < taken.names().length; i++) {
            if (Named.SERIAL.equals(taken.names()[i])) {
                return taken.sentence().field(i).toUpperCase(Locale.ROOT);
            }
        }
        return null;
    }
}
