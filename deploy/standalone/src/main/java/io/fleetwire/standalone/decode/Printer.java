package io.fleetwire.standalone.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.protocol.Part;
import io.fleetwire.protocol.workbench.CaptureReport;
import io.fleetwire.protocol.workbench.Report;
import io.fleetwire.protocol.workbench.capture.Talk;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report for people: a table per frame, what happened, what the device hears. What a device sent is never printed as it is: it may carry escape codes. */
final class Printer {

    private static final int BYTES_PER_LINE = 8;
    private static final int MAX_LINES = 4;
    private static final int MAX_COLUMN = 44;
    private static final int MAX_DATAGRAMS = 1;

    private enum Style {
        PLAIN("0"),
        STRONG("1"),
        QUIET("2"),
        GOOD("32"),
        BAD("31");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final PrintWriter out;
    private final boolean colours;

    Printer(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void print(CaptureReport capture) {
        out.printf(
                "%s, %s without TCP or UDP, %s%n",
                count(capture.packets(), "packet"),
                capture.skipped(),
                count(capture.conversations().size(), "conversation"));
        for (CaptureReport.Conversation talk : capture.conversations()) {
            out.println();
            out.println(styled(Style.STRONG, talk.device() + " → " + talk.server() + " " + talk.transport()));
            boolean stream = talk.reports().size() <= MAX_DATAGRAMS;
            int datagrams = 0;
            for (Report report : talk.reports()) {
                print(report, stream ? talk.heard() : heardAt(talk, ++datagrams));
            }
            if (talk.reports().isEmpty()) {
                heard(talk.heard(), -1, Integer.MAX_VALUE);
            }
            if (talk.missing() != null) {
                out.println(styled(Style.BAD, "✗ " + talk.missing()));
            }
        }
    }

    private static List<Talk.Said> heardAt(CaptureReport.Conversation talk, int datagrams) {
        return talk.heard().stream().filter(said -> said.after() == datagrams).toList();
    }

    void print(Report report) {
        print(report, List.of());
    }

    private void print(Report report, List<Talk.Said> heard) {
        if (report.protocol() == null) {
            out.println(styled(Style.BAD, "✗ " + count(report.bytes(), "byte") + ", no protocol recognises them"));
            int width = report.considered().stream()
                    .mapToInt(one -> one.protocol().length())
                    .max()
                    .orElse(0);
            report.considered()
                    .forEach(one -> out.println("  " + pad(one.protocol(), width) + "  " + safe(one.reason())));
            return;
        }
        String who = report.assumedDevice() == null
                ? ""
                : ", without a login: as if device " + report.assumedDevice() + " had logged in";
        out.printf(
                "%s over %s: %s, %s%s%n",
                report.protocol(),
                report.transport(),
                count(report.bytes(), "byte"),
                count(report.frames().size(), "frame"),
                who);
        int said = -1;
        for (Report.Frame frame : report.frames()) {
            heard(heard, said, frame.offset());
            said = frame.offset();
            print(frame);
        }
        heard(heard, said, Integer.MAX_VALUE);
        rest(report.rest());
    }

    private void rest(Report.@Nullable Rest rest) {
        if (rest != null) {
            out.printf(
                    "%n%s%n  %s  %s%n",
                    styled(
                            Style.BAD,
                            "✗ " + count(rest.bytes(), "byte") + " left from offset " + rest.offset() + ": "
                                    + safe(rest.reason())),
                    offset(rest.offset()),
                    styled(Style.QUIET, shown(rest.hex())));
        }
    }

    private void heard(List<Talk.Said> heard, int from, int to) {
        for (Talk.Said said : heard) {
            if (said.after() > from && said.after() <= to) {
                out.println();
                out.println("server said " + styled(Style.QUIET, shown(said.hex())));
            }
        }
    }

    private void print(Report.Frame frame) {
        out.println();
        out.println(styled(
                Style.STRONG,
                "frame at " + frame.offset() + ", " + count(frame.hex().length() / 2, "byte")
                        + (frame.login() == null ? "" : ", login of " + safe(frame.login()))));
        table(frame);
        for (JsonNode event : frame.events()) {
            out.println("  event");
            List<Map.Entry<String, String>> lines = new ArrayList<>();
            flatten("", event, lines);
            int width = lines.stream()
                    .mapToInt(line -> line.getKey().length())
                    .max()
                    .orElse(0);
            lines.forEach(line -> out.println(
                    "    " + styled(Style.QUIET, pad(line.getKey(), width)) + "  " + safe(line.getValue())));
        }
        frame.refused().forEach(reason -> out.println("  " + styled(Style.BAD, "✗ refused: " + safe(reason))));
        for (Report.Answer reply : frame.replies()) {
            String when = reply.when().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            out.println("  reply " + when + "  " + shown(reply.hex()));
        }
        if (frame.closes()) {
            out.println("  " + styled(Style.BAD, "✗ the gateway closes the connection here"));
        }
    }

    private void table(Report.Frame frame) {
        int hexWidth = 0;
        int nameWidth = "field".length();
        int valueWidth = "value".length();
        for (Part part : frame.parts()) {
            hexWidth = Math.max(hexWidth, Math.min(part.length(), BYTES_PER_LINE) * 3 - 1);
            nameWidth = Math.max(nameWidth, Math.min(part.name().length(), MAX_COLUMN));
            valueWidth = Math.max(valueWidth, Math.min(safe(part.value()).length(), MAX_COLUMN));
        }
        hexWidth = Math.max(hexWidth, "hex".length());
        row("offset", pad("hex", hexWidth), pad("field", nameWidth), pad("value", valueWidth), "", Style.QUIET);
        for (Part part : frame.parts()) {
            List<String> lines = lines(frame.hex().substring(2 * part.offset(), 2 * (part.offset() + part.length())));
            String verdict = switch (part.check()) {
                case NONE -> "";
                case PASSED -> styled(Style.GOOD, "✓");
                case FAILED -> styled(Style.BAD, "✗");
            };
            row(
                    offset(part.offset()),
                    pad(lines.getFirst(), hexWidth),
                    pad(safe(part.name()), nameWidth),
                    pad(safe(part.value()), valueWidth),
                    verdict,
                    Style.PLAIN);
            lines.stream().skip(1).forEach(line -> out.println("          " + styled(Style.QUIET, line)));
        }
    }

    private void row(String offset, String hex, String name, String value, String verdict, Style style) {
        String line = pad(offset, 6) + "  " + styled(Style.QUIET, hex) + "  " + name + "  " + value + "  " + verdict;
        out.println("  " + styled(style, line).stripTrailing());
    }

    private static List<String> lines(String hex) {
        List<String> lines = new ArrayList<>();
        int step = 2 * BYTES_PER_LINE;
        for (int at = 0; at < hex.length(); at += step) {
            if (lines.size() == MAX_LINES) {
                lines.add("… " + (hex.length() - at) / 2 + " more");
                break;
            }
            lines.add(spaced(hex.substring(at, Math.min(hex.length(), at + step))));
        }
        return lines;
    }

    private static String shown(String hex) {
        int most = 2 * 4 * BYTES_PER_LINE;
        return hex.length() <= most
                ? spaced(hex)
                : spaced(hex.substring(0, most)) + " … " + (hex.length() - most) / 2 + " more";
    }

    private static String spaced(String hex) {
        StringBuilder text = new StringBuilder(hex.length() * 3 / 2);
        for (int at = 0; at < hex.length(); at += 2) {
            text.append(at == 0 ? "" : " ").append(hex, at, at + 2);
        }
        return text.toString();
    }

    private static void flatten(String name, JsonNode value, List<Map.Entry<String, String>> lines) {
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> flatten(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), lines));
        } else if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(item.asText()));
            lines.add(Map.entry(name, String.join(", ", items)));
        } else {
            lines.add(Map.entry(name, value.asText()));
        }
    }

    /** A device's text without control characters. */
    private static String safe(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                ? text
                : text.codePoints()
                        .mapToObj(c -> Character.isISOControl(c) ? String.format("\\x%02x", c) : Character.toString(c))
                        .reduce("", String::concat);
    }

    private static String offset(int offset) {
        return String.format("%04x", offset);
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    private String styled(Style style, String text) {
        return colours && style != Style.PLAIN ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }
}
