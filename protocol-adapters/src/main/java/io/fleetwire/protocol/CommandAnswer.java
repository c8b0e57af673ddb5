package io.fleetwire.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a device says to a command.
 *
 * @param reference of the {@link CommandFrame} it answers; null: it doesn't say
 * @param refused the device says that it did not do it
 * @param text its words, without control characters
 */
public record CommandAnswer(@Nullable String reference, boolean refused, String text) {

    /** A device's words as they may be shown: control characters become spaces. */
    public static String words(String said) {
        StringBuilder clean = new StringBuilder(said.length());
        said.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }
}
