package io.fleetwire.protocol.obd;

import io.fleetwire.protocol.obd.ObdMessage.Broken;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of an ELM327 up to its prompt.
 *
 * @param messages what control units said
 * @param errors status words such as {@code NO DATA}
 * @param texts what the adapter itself said: {@code OK}, {@code 12.4V}, {@code ELM327 v1.5}
 */
record ElmReply(List<ObdMessage> messages, List<String> errors, List<String> texts) {

    /** Progress, on a line of its own or glued to what follows. */
    private static final Pattern PROGRESS = Pattern.compile("^(SEARCHING\\.*|BUS INIT:? ?\\.*(OK)?)");

    /** What contains another one comes before it. */
    private static final List<String> ERRORS = List.of(
            "NO DATA",
            "UNABLE TO CONNECT",
            "BUS BUSY",
            "BUS ERROR",
            "CAN ERROR",
            "DATA ERROR",
            "RX ERROR",
            "FB ERROR",
            "BUFFER FULL",
            "STOPPED",
            "LV RESET",
            "ACT ALERT",
            "LP ALERT",
            "ERROR",
            "?");

    private static final Pattern NUMBERED_ERROR = Pattern.compile("ERR\\d\\d");
    private static final Pattern VOLTAGE = Pattern.compile("(\\d{1,2}\\.\\d+) ?V");
    private static final Pattern GREETING = Pattern.compile("(ELM|OBD|STN|VLINK).*");

    /**
     * Reads a reply.
     *
     * @param text up to the prompt, without it
     * @param sent the command it may echo; null: none
     * @param headers the adapter was told to show headers
     */
    static ElmReply parse(String text, @Nullable String sent, boolean headers) {
        Reader reader = new Reader(headers);
        String echo = sent == null ? "" : compact(sent);
        for (String raw : text.replace("\0", "").lines().toList()) {
            String line = raw.strip().toUpperCase(Locale.ROOT);
            line = line.substring(progress(line)).strip();
            if (!line.isEmpty() && !compact(line).equals(echo)) {
                reader.line(line);
            }
        }
        return reader.end();
    }

    /** How many characters at the line's beginning only tell of progress. */
    static int progress(String line) {
        if (!line.startsWith("SEARCHING") && !line.startsWith("BUS INIT")) {
            return 0;
        }
        Matcher progress = PROGRESS.matcher(line);
        return progress.find() ? progress.end() : 0;
    }

    /** The status word in a line that is not bytes; null: it has none. */
    static @Nullable String error(String line) {
        for (String error : ERRORS) {
            if (line.contains(error)) {
                return error;
            }
        }
        Matcher numbered = NUMBERED_ERROR.matcher(line);
        return line.contains("ERR") && numbered.find() ? numbered.group() : null;
    }

    /** Whether a reply shows headers, by its looks. */
    static boolean showsHeaders(String text) {
        return text.replace("\0", "")
                .lines()
                .map(line -> line.strip().toUpperCase(Locale.ROOT))
                .map(line -> compact(line.substring(progress(line))))
                .filter(HexForm::isHex)
                .anyMatch(HexForm::showsHeader);
    }

    /** Whether the adapter says that it has just started. */
    boolean isGreeting() {
        return texts.stream().anyMatch(text -> GREETING.matcher(text).matches());
    }

    /** A prompt and nothing before it. */
    boolean isEmpty() {
        return messages.isEmpty() && errors.isEmpty() && texts.isEmpty();
    }

    boolean isOk() {
        return texts.contains("OK");
    }

    /** The answer to {@code ATRV}, volts; NaN: this is none. */
    double voltage() {
        for (String text : texts) {
            Matcher voltage = VOLTAGE.matcher(text);
            if (voltage.matches()) {
                return Double.parseDouble(voltage.group(1));
            }
        }
        return Double.NaN;
    }

    private static String compact(String line) {
        return line.replace(" ", "");
    }

    /** Goes through the lines of one reply. */
    private static final class Reader {
        private final boolean headers;
        private final List<ObdMessage> messages = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private final IsoTp isoTp = new IsoTp();
        private final Map<String, ObdDecoder> decoders = new LinkedHashMap<>();
        private final NumberedParts parts = new NumberedParts();

        private Reader(boolean headers) {
            this.headers = headers;
        }

        private void line(String line) {
            String hex = compact(line);
            if (HexForm.isHex(hex)) {
                bytes(hex);
                return;
            }
            String error = error(line);
            if (HexForm.isPart(hex)) {
                parts.part(Character.digit(hex.charAt(0), 16), hex.substring(2));
            } else if (error != null) {
                errors.add(error);
            } else {
                texts.add(line);
            }
        }

        private void bytes(String hex) {
            if (!headers && HexForm.isLength(hex)) {
                parts.length(Integer.parseInt(hex, 16));
            } else {
                data(hex);
            }
        }

        private void data(String hex) {
            switch (HexForm.of(hex, headers)) {
                case CAN_BARE -> can("", hex);
                case PAYLOAD -> payload(null, hex);
                case CAN_11_BIT -> can(hex.substring(0, 3), hex.substring(3));
                case CAN_29_BIT -> can(hex.substring(0, 8), hex.substring(8));
                case LEGACY -> {
                    // Behind the payload there is a checksum, which the adapter has verified.
                    String ecu = hex.substring(0, 2 * HexForm.LEGACY_HEADER_BYTES);
                    payload(ecu, hex.substring(2 * HexForm.LEGACY_HEADER_BYTES, hex.length() - 2));
                }
                case NOTHING -> messages.add(new Broken(null, "neither header nor data: " + hex));
            }
        }

        /** With an id of no characters where the adapter shows none. */
        private void can(String id, String hex) {
            String ecu = id.isEmpty() ? null : id;
            if (hex.length() % 2 == 1) {
                messages.add(new Broken(ecu, "half a byte: " + hex));
                return;
            }
            try {
                byte[] payload = isoTp.accept(id, HexFormat.of().parseHex(hex));
                if (payload != null) {
                    decoder(id).decode(ecu, payload);
                }
            } catch (IsoTp.Broken e) {
                messages.add(new Broken(ecu, e.reason()));
            }
        }

        private void payload(@Nullable String ecu, String hex) {
            if (hex.length() % 2 == 1) {
                messages.add(new Broken(ecu, "half a byte: " + hex));
                return;
            }
            decoder(ecu == null ? "" : ecu).decode(ecu, HexFormat.of().parseHex(hex));
        }

        private ObdDecoder decoder(String ecu) {
            return decoders.computeIfAbsent(ecu, id -> new ObdDecoder(messages));
        }

        private ElmReply end() {
            for (String hex : parts.payloads()) {
                payload(null, hex);
            }
            parts.problem().ifPresent(problem -> messages.add(new Broken(null, problem)));
            for (String id : isoTp.incomplete()) {
                messages.add(new Broken(id.isEmpty() ? null : id, "incomplete"));
            }
            decoders.forEach((id, decoder) -> {
                for (int type : decoder.incomplete()) {
                    messages.add(new Broken(id.isEmpty() ? null : id, "incomplete: 09%02X".formatted(type)));
                }
            });
            return new ElmReply(List.copyOf(messages), List.copyOf(errors), List.copyOf(texts));
        }
    }
}
