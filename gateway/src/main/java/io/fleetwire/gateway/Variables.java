package io.fleetwire.gateway;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.net.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The environment, read with the variable's name in every complaint. */
record Variables(Map<String, String> values) {

    String text(String name, String usual) {
        String value = values.get(name);
        return value == null || value.isBlank() ? usual : value.strip();
    }

    int number(String name, int usual) {
        return whole(name, text(name, Integer.toString(usual)), Integer.MAX_VALUE, "");
    }

    Duration seconds(String name, Duration usual) {
        return Duration.ofSeconds(number(name, (int) usual.toSeconds()));
    }

    /** Two variables: what may come in the long run, and at once. */
    Rate rate(String perSecond, String burst, Rate usual) {
        return new Rate(number(perSecond, (int) usual.perSecond()), number(burst, (int) usual.burst()));
    }

    @Nullable
    Integer port(String name, @Nullable Integer usual) {
        String value = text(name, usual == null ? "off" : usual.toString());
        return value.equals("off") ? null : Integer.valueOf(whole(name, value, 65_535, " or off"));
    }

    @Nullable
    Path file(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? null : Path.of(value.strip());
    }

    AddressList addresses(String name, AddressList usual) {
        return parsed(
                name, usual.toString(), value -> value.equals("none") ? AddressList.NONE : AddressList.parse(value));
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> kind, E usual) {
        String value = text(name, usual.name());
        for (E choice : kind.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(value)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(name + " must be one of "
                + String.join(
                        ", ",
                        java.util.Arrays.stream(kind.getEnumConstants())
                                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                                .toList())
                + ", not '" + value + "'");
    }

    /** Whatever can be read from text. */
    <T> T parsed(String name, String usual, Function<String, T> parser) {
        try {
            return parser.apply(text(name, usual));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static int whole(String name, String value, int max, String otherwise) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same complaint as for a number out of range
        }
        throw new IllegalArgumentException(
                name + " must be a whole number from 1 to " + max + otherwise + ", not '" + value + "'");
    }
}
