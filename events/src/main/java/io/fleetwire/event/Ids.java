package io.fleetwire.event;

/** What an id of a device, vehicle or driver may look like: it is attacker's text until it matched. */
public final class Ids {

    /** Longest id, in code points: an IMEI has 15 characters, a UUID 36. */
    public static final int MAX_LENGTH = 64;

    /** What may stand behind the first character beside letters and numbers. */
    private static final String SIGNS = " ._:@-";

    private static final boolean[] ASCII_LETTER_OR_NUMBER = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            ASCII_LETTER_OR_NUMBER[c] = Character.isLetterOrDigit(c);
        }
    }

    private Ids() {}

    /**
     * Whether the text can be an id: 1 … 64 letters, numbers, space and {@code . _ : @ -}, beginning with a letter or number. A loop and no regular
     * expression: this is asked of every record.
     */
    public static boolean isId(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); count++) {
            int c = text.codePointAt(i);
            boolean allowed = isLetterOrNumber(c) || (i > 0 && SIGNS.indexOf(c) >= 0);
            if (!allowed || count == MAX_LENGTH) {
                return false;
            }
            i += Character.charCount(c);
        }
        return count > 0;
    }

    private static boolean isLetterOrNumber(int c) {
        if (c < 128) {
            return ASCII_LETTER_OR_NUMBER[c];
        }
        int type = Character.getType(c);
        return Character.isLetter(c)
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /**
     * The id itself.
     *
     * @throws IllegalArgumentException naming the field, where it is no id
     */
    public static String require(String field, String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException(field + " must be 1 to " + MAX_LENGTH
                    + " letters, digits, spaces or . _ : @ - and begin with a letter or digit");
        }
        return id;
    }
}
