package io.fleetwire.protocol.queclink;

import java.util.regex.Pattern;

/** What the text of a field looks like. The protocol has no checksum: shapes are what tells one field from another. */
enum Shape {
    ANY(".*"),
    /** Not only digits: a name or a code may be one, so this is as good as {@link #ANY}, and says what it is. */
    TEXT(".*"),
    INT("\\d{1,18}"),
    HEX("\\p{XDigit}+"),
    /** One byte. */
    HEX2("\\p{XDigit}{2}"),
    DECIMAL("\\d{1,12}(\\.\\d{1,6})?"),
    SIGNED("[+-]?\\d{1,12}(\\.\\d{1,6})?"),
    /** The point is what tells kilometres from a percentage in the same place. */
    FRACTION("\\d{1,10}\\.\\d{1,3}"),
    PCT("100|\\d{1,2}"),
    MV("\\d{1,5}"),
    /** Millivolts, or the percentage of a fuel sensor behind an F. */
    ANALOG("\\d{1,5}|F\\d{1,3}"),
    HMS("\\d{1,7}:\\d{2}:\\d{2}"),
    /** Motion, inputs, outputs; with an EIO100 two bytes more. */
    STATUS("\\p{XDigit}{6}|\\p{XDigit}{10}"),
    TIME("\\d{14}"),
    UNIT("[A-Za-z/]{0,8}-?\\d{1,12}(\\.\\d{1,6})?"),
    /** Engines that don't tell make the device compute nonsense, and say so. */
    CONSUMPTION("\\d{1,6}(\\.\\d{1,6})?|(?i:inf|nan)");

    private final Pattern pattern;

    Shape(String regex) {
        pattern = Pattern.compile(regex);
    }

    /** Whether a field looks like this; an empty one always does. */
    boolean fits(String field) {
        return field.isEmpty()
                || this == ANY
                || this == TEXT
                || pattern.matcher(field).matches();
    }
}
