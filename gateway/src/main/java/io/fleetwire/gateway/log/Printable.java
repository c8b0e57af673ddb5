package io.fleetwire.gateway.log;

import java.util.regex.Pattern;

/**
 * Text of strangers, made fit for one line of a log, a terminal or an audit: what would end the line, move the cursor or turn the direction of writing
 * becomes {@code ?}.
 */
public final class Printable {

    /**
     * Control characters of both sets (C0 with ESC and line ends, C1 with CSI and NEL), line and paragraph separators, the marks, embeddings, overrides and
     * isolates of bidirectional text, tags, and half characters.
     */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u061C\\u200B-\\u200F"
            + "\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB\\x{E0000}-\\x{E007F}]");

    private Printable() {}

    /** The text in one line, with {@code ?} for each character that is more than a picture. */
    public static String text(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    /** The same, cut behind so many characters. */
    public static String shortened(String text, int maxLength) {
        String clean = text(text);
        return clean.length() <= maxLength ? clean : clean.substring(0, maxLength) + "…";
    }
}
