package io.fleetwire.event;

/**
 * Text of strangers on its way to people: into a log, the audit or a terminal. The one place that decides what such text may contain. Line ends would begin a
 * line that nobody wrote, escape sequences steer the terminal, and marks of the writing direction show a text in another order than it has.
 */
public final class PrintableText {

    /** What stands in the place of a character that is not shown. */
    private static final char INSTEAD = '?';

    private PrintableText() {}

    /** The text on one line, as it reads. */
    public static String of(String text) {
        if (text.codePoints().allMatch(PrintableText::isPrintable)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isPrintable(c) ? c : INSTEAD));
        return clean.toString();
    }

    /** The same, cut after so many characters; an ellipsis says that there was more. */
    public static String of(String text, int mostCharacters) {
        if (text.length() <= mostCharacters) {
            return of(text);
        }
        int end = Character.isHighSurrogate(text.charAt(mostCharacters - 1)) ? mostCharacters - 1 : mostCharacters;
        return of(text.substring(0, end)) + "…";
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            // FORMAT has the marks of the writing direction (U+202A to U+202E, U+2066 to U+2069), zero-width characters
            // and tags.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
