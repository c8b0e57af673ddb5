package io.fleetwire.event.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.fleetwire.event.Measure;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object; whatever is wrong names the field. */
public record JsonFields(JsonNode node, String path) {

    /**
     * The fields of a whole document.
     *
     * @throws MalformedEventException also for half a character (a surrogate without its other half), which JSON can spell and UTF-8 cannot: it could
     *     not be passed on as it came. In a name the reader of JSON itself refuses it
     */
    public static JsonFields of(JsonNode node) throws MalformedEventException {
        if (!node.isObject()) {
            throw new MalformedEventException("not a JSON object");
        }
        requireWhole(node);
        return new JsonFields(node, "");
    }

    private static void requireWhole(JsonNode node) throws MalformedEventException {
        if (node.isTextual() && isBroken(node.textValue())) {
            throw new MalformedEventException("half a character in a text");
        }
        for (JsonNode child : node) {
            requireWhole(child);
        }
    }

    private static boolean isBroken(String text) {
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return true;
            }
        }
        return false;
    }

    /** The object under {@code name}; null where there is none. */
    public @Nullable JsonFields object(String name) throws MalformedEventException {
        JsonNode value = present(name, JsonNodeType.OBJECT);
        return value == null ? null : new JsonFields(value, path + name + ".");
    }

    /** A number, or {@link Measure#ABSENT}. */
    public double number(String name) throws MalformedEventException {
        JsonNode value = present(name, JsonNodeType.NUMBER);
        return value == null ? Measure.ABSENT : value.doubleValue();
    }

    /** A whole number, or {@code fallback}. */
    public int integer(String name, int fallback) throws MalformedEventException {
        JsonNode value = present(name, JsonNodeType.NUMBER);
        if (value == null) {
            return fallback;
        }
        if (value.doubleValue() != value.intValue()) {
            throw new MalformedEventException(path + name + ": not a whole number");
        }
        return value.intValue();
    }

    /** Text, or null. */
    public @Nullable String text(String name) throws MalformedEventException {
        JsonNode value = present(name, JsonNodeType.STRING);
        return value == null ? null : value.textValue();
    }

    /** Text that must be there. */
    public String required(String name) throws MalformedEventException {
        String value = text(name);
        if (value == null) {
            throw new MalformedEventException(path + name + " is required");
        }
        return value;
    }

    /** True, false or null. */
    public @Nullable Boolean bool(String name) throws MalformedEventException {
        JsonNode value = present(name, JsonNodeType.BOOLEAN);
        return value == null ? null : value.booleanValue();
    }

    /** An instant given as ISO 8601 or epoch milliseconds; null where there is none. */
    public @Nullable Instant instant(String name) throws MalformedEventException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Instant.ofEpochMilli(value.longValue());
        }
        if (value.isTextual()) {
            try {
                return OffsetDateTime.parse(value.textValue()).toInstant();
            } catch (DateTimeParseException e) {
                throw new MalformedEventException(path + name + ": not an ISO 8601 time");
            }
        }
        throw new MalformedEventException(path + name + ": neither an ISO 8601 time nor epoch milliseconds");
    }

    /** The value of this kind, or null where there is none. */
    public @Nullable JsonNode present(String name, JsonNodeType type) throws MalformedEventException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.getNodeType() != type) {
            throw new MalformedEventException(path + name + ": expected "
                    + type.name().toLowerCase(java.util.Locale.ROOT) + ", found "
                    + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        return value;
    }
}
