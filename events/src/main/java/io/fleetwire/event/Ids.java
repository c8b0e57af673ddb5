package io.fleetwire.event;

import java.util.regex.Pattern;

/** What an id of a device, vehicle or driver may look like: it is attacker's text until it matched. */
public final class Ids {

    /** Longest id: an IMEI has 15 characters, a UUID 36. */
    public static final int MAX_LENGTH = 64;

    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:@-]{0," + (MAX_LENGTH - 1) + "}");

    private Ids() {}

    /** Whether the text can be an id: 1 … 64 letters, digits, space and {@code . _ : @ -}, beginning with a letter or digit. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
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
