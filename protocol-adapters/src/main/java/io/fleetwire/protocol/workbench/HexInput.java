package io.fleetwire.protocol.workbench;

import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.Recognition;
import io.fleetwire.protocol.registry.Protocols;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as people have them at hand: hex digits with or without anything between them, a C array or an escaped string as Wireshark copies them, dumps with
 * offsets and characters (xxd, {@code hexdump -C}, Wireshark), or the text of a text protocol.
 */
public final class HexInput {

    /** Between bytes. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;:_\"'\\\\-]+");

    private static final Pattern ARRAY = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern ESCAPED = Pattern.compile("\\\\x(?=[0-9A-Fa-f]{2})");
    private static final Pattern PREFIX = Pattern.compile("0[xX]");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

    /** {@code 00000010: 0d0a} of xxd, {@code 0x0010:  0d0a} of tcpdump. */
    private static final Pattern COLON_LINE = Pattern.compile("\\s*(?:0x)?([0-9A-Fa-f]{4,8}):\\s+(\\S.*)");

    /** {@code 00000010  0d 0a  |..|} of hexdump, {@code 0010   0d 0a   ..} of Wireshark. */
    private static final Pattern SPACE_LINE = Pattern.compile("\\s*([0-9A-Fa-f]{4,8})(?:\\s{2,}(\\S.*))?");

    private static final Pattern CHARACTERS_OF_XXD = Pattern.compile("\\s{2,}.*");
    private static final Pattern CHARACTERS_OF_HEXDUMP = Pattern.compile("\\|.*|\\s{3,}\\S.*");

    private static final HexFormat HEX = HexFormat.of();

    private HexInput() {}

    /**
     * The bytes that a person means: hex in any of the forms, else the text itself where a protocol begins like it.
     *
     * @throws IllegalArgumentException saying what is no hex and where
     */
    public static byte[] bytes(String input) {
        List<String> lines = input.lines().filter(line -> !line.isBlank()).toList();
        for (Pattern form : List.of(COLON_LINE, SPACE_LINE)) {
            byte[] dump = dump(lines, form);
            if (dump != null) {
                return dump;
            }
        }
        try {
            return digits(input);
        } catch (IllegalArgumentException e) {
            if (isText(input)) {
                return text(input);
            }
            throw e;
        }
    }

    /** The text of a text protocol. */
    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isText(String input) {
        byte[] text = text(input);
        for (ProtocolAdapter<?> adapter : Protocols.devices()) {
            if (adapter.recognise(Unpooled.wrappedBuffer(text)) == Recognition.YES) {
                return true;
            }
        }
        return false;
    }

    private static byte[] digits(String input) {
        String text = COMMENT.matcher(input).replaceAll(" ");
        List<String> arrays = new ArrayList<>();
        Matcher array = ARRAY.matcher(text);
        while (array.find()) {
            arrays.add(array.group(1));
        }
        if (!arrays.isEmpty()) {
            text = String.join(" ", arrays);
        }
        text = ESCAPED.matcher(text).replaceAll(" ");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 2);
        StringBuilder run = new StringBuilder();
        for (String word : BETWEEN.split(text, -1)) {
            String digits = PREFIX.matcher(word).replaceAll("");
            boolean oneByte = digits.length() == 1 && digits.length() < word.length();
            run.append(oneByte ? "0" : "").append(digits);
        }
        for (int i = 0; i < run.length(); i++) {
            if (!HexFormat.isHexDigit(run.charAt(i))) {
                throw new IllegalArgumentException("neither hex nor the beginning of a protocol's text: '"
                        + excerpt(run, i) + "' at digit " + (i + 1));
            }
        }
        if (run.length() % 2 != 0) {
            throw new IllegalArgumentException(run.length() + " hex digits: half a byte is missing");
        }
        bytes.writeBytes(HEX.parseHex(run));
        return bytes.toByteArray();
    }

    private static String excerpt(CharSequence text, int at) {
        return text.subSequence(at, Math.min(text.length(), at + 12)).toString().replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** The bytes of a dump whose offsets agree with them; null: it is none. */
    private static byte @Nullable [] dump(List<String> lines, Pattern form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean colon = form == COLON_LINE;
        boolean characters = false;
        for (String line : lines) {
            Matcher matcher = form.matcher(line);
            if (!matcher.matches() || Long.parseLong(matcher.group(1), 16) != bytes.size()) {
                return null;
            }
            String rest = matcher.group(2) == null ? "" : matcher.group(2);
            String hex = (colon ? CHARACTERS_OF_XXD : CHARACTERS_OF_HEXDUMP)
                    .matcher(rest)
                    .replaceFirst("");
            characters |= hex.length() < rest.length();
            String digits = hex.replaceAll("\\s+", "");
            if (digits.length() % 2 != 0 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
                return null;
            }
            bytes.writeBytes(HEX.parseHex(digits));
        }
        // One line without a colon and without characters may as well be bytes that begin with zeros.
        boolean sure = colon || characters || lines.size() > 1;
        return sure && bytes.size() > 0 ? bytes.toByteArray() : null;
    }
}
