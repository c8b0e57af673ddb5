package io.fleetwire.protocol.fleetjson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.Command;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.JsonFields;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.protocol.CommandAnswer;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandForm.Parameter;
import io.fleetwire.protocol.CommandForm.Risk;
import io.fleetwire.protocol.Malformed;
import java.util.List;

/** What an app can be asked: JSON out, JSON back, the command's id in both. */
final class FleetJsonCommands {

    static final String REQUEST = "cmd/req";
    static final String RESPONSE = "cmd/res";

    private static final String DONE = "DONE";
    private static final String FAILED = "FAILED";

    /** Anything but control characters: the text is a JSON string, which can carry everything, and people's languages. */
    private static final String PROSE = "[^\\p{Cc}]{1,500}";

    static final List<CommandForm> FORMS = List.of(
            CommandForm.question("locate", "Asks the app where it is."),
            CommandForm.question("status", "Asks the app for its state."),
            new CommandForm(
                    "message",
                    "Shows the driver a text.",
                    Risk.RISKY,
                    false,
                    List.of(Parameter.text("text", "what the driver reads", PROSE))),
            new CommandForm(
                    "setInterval",
                    "Changes how often the app reports.",
                    Risk.RISKY,
                    false,
                    List.of(Parameter.number("moving", "seconds between two positions", true, 1, 3_600))),
            new CommandForm(
                    "custom",
                    "A command of your own app.",
                    Risk.DANGEROUS,
                    true,
                    List.of(Parameter.text("text", "what the app understands", PROSE))));

    private FleetJsonCommands() {}

    static byte[] request(Command command) throws Malformed {
        CommandForm.of(FORMS, command);
        ObjectNode request =
                Json.mapper().createObjectNode().put("id", command.id()).put("command", command.command());
        request.set("params", Json.mapper().valueToTree(command.params()));
        if (command.expiresAt() != null) {
            request.put("expiresAt", command.expiresAt().toString());
        }
        try {
            return Json.mapper().writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new Malformed(Json.reason(e));
        }
    }

    static CommandAnswer response(JsonFields fields) throws MalformedEventException {
        String id = fields.text("id");
        String status = fields.text("status");
        if (id == null || id.isEmpty() || id.length() > Command.MAX_ID) {
            throw new MalformedEventException("id is required");
        }
        if (status == null || !(status.equals(DONE) || status.equals(FAILED))) {
            throw new MalformedEventException("status must be DONE or FAILED");
        }
        String result = fields.text("result");
        return new CommandAnswer(id, status.equals(FAILED), result == null ? "" : CommandAnswer.words(result));
    }
}
