package io.fleetwire.service.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fleetwire.event.Ids;
import io.fleetwire.event.wire.Json;
import io.fleetwire.service.store.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what callers send as text; whatever is wrong is named. */
final class Input {

    /** Longest span of one question. */
    static final Duration MAX_WINDOW = Duration.ofDays(31);

    private static final Pattern EPOCH_MS = Pattern.compile("-?\\d{1,15}");

    private Input() {}

    static String id(String field, @Nullable String text) {
        if (text == null || !Ids.isId(text)) {
            throw new BadInputException(field + " must be 1 to " + Ids.MAX_LENGTH
                    + " letters, digits, spaces or . _ : @ - and begin with a letter or digit.");
        }
        return text;
    }

    /** A body that may be missing. */
    static <T> T optional(@Nullable String body, Class<T> type, T missing) {
        if (body == null || body.isBlank()) {
            return missing;
        }
        try {
            T read = Json.mapper().readValue(body, type);
            return read == null ? missing : read;
        } catch (JsonProcessingException e) {
            throw new BadInputException("The body: " + Json.reason(e));
        }
    }

    static @Nullable String idOrNull(String field, @Nullable String text) {
        return text == null ? null : id(field, text);
    }

    static Instant time(String field, String text) {
        try {
            // A plus sign in a query is a space to whoever decodes it.
            return EPOCH_MS.matcher(text).matches()
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw new BadInputException(
                    field + " must be an ISO 8601 time with a zone (2026-11-21T10:00:00Z) or epoch milliseconds.");
        }
    }

    static int count(String field, @Nullable String text, int fallback, int max) {
        if (text == null) {
            return fallback;
        }
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= max) {
            return Integer.parseInt(text);
        }
        throw new BadInputException(field + " must be a whole number from 1 to " + max + ".");
    }

    static <E extends Enum<E>> @Nullable E choice(String field, @Nullable String text, Class<E> type) {
        if (text == null) {
            return null;
        }
        for (E choice : type.getEnumConstants()) {
            if (choice.name().equals(text.toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new BadInputException(field + " must be one of " + Arrays.toString(type.getEnumConstants()) + ".");
    }

    /** The window of a list: {@code back} from {@code to} unless told; {@code to} is now unless told. */
    static Window window(WindowParams asked, Duration back, int fallbackLimit, Instant now) {
        Instant to = asked.to == null ? now : time("to", asked.to);
        Instant from = asked.from == null ? to.minus(back) : time("from", asked.from);
        if (!from.isBefore(to)) {
            throw new BadInputException("from must be before to.");
        }
        if (Duration.between(from, to).compareTo(MAX_WINDOW) > 0) {
            throw new BadInputException(
                    "from and to may be " + MAX_WINDOW.toDays() + " days apart. Ask for one part after the other.");
        }
        int limit = count("limit", asked.limit, fallbackLimit, Window.MAX_LIMIT);
        try {
            return Window.of(from, to, limit, asked.cursor);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }
}
