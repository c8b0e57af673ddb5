package io.fleetwire.protocol.obd;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a reply can be the answer to a question. An ELM327 numbers nothing, but a reply carries its question's echo, or its form tells what it answers:
 * {@code 410C…} answers {@code 010C} and no other question. What fits several questions ({@code NO DATA}, {@code OK}) is taken for the one that is open.
 */
final class ObdAnswers {

    /** A question of ours, as an adapter echoes it. */
    private static final Pattern ECHO = Pattern.compile("AT[A-Z0-9]+|0[1-9A]([0-9A-F]{2})?");

    /** What an adapter says about its own state: it may come after any question. */
    private static final List<String> ABOUT_ITSELF = List.of("?", "STOPPED", "LV RESET", "LP ALERT", "ERROR");

    private ObdAnswers() {}

    /**
     * Whether the reply holds what only the answer to another question can hold.
     *
     * @param text up to the prompt
     * @param question a command of {@link ObdPlan}
     */
    static boolean contradicts(String question, String text, ElmReply reply) {
        if (echoesAnother(question, text) || (reply.isEmpty() && needsContent(question))) {
            return true;
        }
        if (!question.startsWith("AT")) {
            return reply.isGreeting()
                    || reply.isOk()
                    || !Double.isNaN(reply.voltage())
                    || answersAnother(question, reply.messages());
        }
        if (!reply.messages().isEmpty() || !ABOUT_ITSELF.containsAll(reply.errors())) {
            return true;
        }
        return switch (question) {
            case ObdPlan.RESET -> reply.isOk() || !Double.isNaN(reply.voltage());
            case ObdPlan.VOLTAGE -> reply.isGreeting() || reply.isOk();
            default -> reply.isGreeting() || !Double.isNaN(reply.voltage());
        };
    }

    /** Of settings, only the one that changes how replies are read: some clones take the others without a word. */
    private static boolean needsContent(String question) {
        return !question.startsWith("AT") || question.equals(ObdPlan.HEADERS_ON) || question.equals(ObdPlan.VOLTAGE);
    }

    /** Whether a line is a question, which an adapter echoes. */
    static boolean isQuestion(String line) {
        return ECHO.matcher(line).matches();
    }

    private static boolean echoesAnother(String question, String text) {
        String first = text.replace("\0", "")
                .lines()
                .map(line -> line.replace(" ", "").strip().toUpperCase(Locale.ROOT))
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        return !first.equals(question) && isQuestion(first);
    }

    /** At least one message answers something else, and none answers this. */
    private static boolean answersAnother(String question, List<ObdMessage> messages) {
        byte[] asked = HexFormat.of().parseHex(question);
        int parameter = asked.length > 1 ? asked[1] & 0xFF : -1;
        boolean another = false;
        for (ObdMessage message : messages) {
            if (message instanceof ObdMessage.Broken) {
                continue;
            }
            if (answers(message, asked[0], parameter)) {
                return false;
            }
            another = true;
        }
        return another;
    }

    private static boolean answers(ObdMessage message, int service, int parameter) {
        return switch (message) {
            case ObdMessage.Values read -> service == ObdDecoder.SERVICE_DATA && holds(read, parameter);
            case ObdMessage.Supported read -> service == read.service() && parameter == read.base();
            case ObdMessage.TroubleCodes read -> service == read.service();
            case ObdMessage.Vin read -> service == ObdDecoder.SERVICE_VEHICLE;
            case ObdMessage.VehicleInfo read -> service == ObdDecoder.SERVICE_VEHICLE && parameter == read.type();
            case ObdMessage.Negative read -> service == read.service();
            case ObdMessage.FreezeFrame read -> service == ObdDecoder.SERVICE_FREEZE_FRAME;
            case ObdMessage.Other read -> service == read.service();
            case ObdMessage.Broken read -> false;
        };
    }

    /** A question that the reply answers, by its form; any, where it has none. */
    static String question(ElmReply reply) {
        if (reply.isGreeting()) {
            return ObdPlan.RESET;
        }
        if (reply.isOk()) {
            return ObdPlan.HEADERS_ON;
        }
        if (!Double.isNaN(reply.voltage())) {
            return ObdPlan.VOLTAGE;
        }
        for (ObdMessage message : reply.messages()) {
            String question = question(message);
            if (question != null) {
                return question;
            }
        }
        return ObdPlan.FIRST_BITMAP;
    }

    private static @Nullable String question(ObdMessage message) {
        return switch (message) {
            case ObdMessage.Values read ->
                Pids.all()
                        .filter(pid -> holds(read, pid.id()))
                        .map(pid -> ObdPlan.request(pid.id()))
                        .findFirst()
                        .orElse(null);
            case ObdMessage.Supported read -> "%02X%02X".formatted(read.service(), read.base());
            case ObdMessage.TroubleCodes read -> "%02X".formatted(read.service());
            case ObdMessage.Vin read -> ObdPlan.VIN;
            case ObdMessage.VehicleInfo read -> "09%02X".formatted(read.type());
            case ObdMessage.FreezeFrame read -> "02";
            case ObdMessage.Negative read -> "%02X".formatted(read.service());
            case ObdMessage.Other read -> "%02X".formatted(read.service());
            case ObdMessage.Broken read -> null;
        };
    }

    private static boolean holds(ObdMessage.Values read, int parameter) {
        if (parameter == Pids.MONITOR_STATUS) {
            return read.values().containsKey("dtcCount");
        }
        Pid pid = Pids.of(parameter);
        return pid != null
                && pid.quantities().stream().anyMatch(quantity -> read.values().containsKey(quantity.name()));
    }
}
