package io.fleetwire.protocol.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.Measure;
import io.fleetwire.event.Telemetry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The members of one message, as text. Numbers may be written as strings. What was asked for and cannot be read is named in the attribute
 * {@link #UNREAD}, and kept as it came; what is longer than an attribute may be is cut, and named in {@link #CUT}. One message, one thread.
 */
public final class ForeignFields {

    /** The attribute that names members with a value that cannot be what their name says. */
    public static final String UNREAD = "unreadMembers";

    /** The attribute that names members whose name or value was cut, or which were left out because there are too many. */
    public static final String CUT = "cutMembers";

    /** Places that are kept for what the adapter and the gateway add. */
    private static final int RESERVED = 8;

    private static final int MAX_MEMBERS = Telemetry.MAX_ATTRIBUTES - RESERVED;

    private final Map<String, String> members;
    private final Set<String> unread = new LinkedHashSet<>();

    private ForeignFields(Map<String, String> members) {
        this.members = members;
    }

    /** Of a JSON object; members that are null are not there. */
    public static ForeignFields of(JsonNode object) {
        Map<String, String> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isNull()) {
                members.put(whole(field.getKey()), whole(text(field.getValue())));
            }
        }
        return new ForeignFields(members);
    }

    /** Of parameters. */
    public static ForeignFields of(Map<String, String> parameters) {
        Map<String, String> members = new LinkedHashMap<>();
        parameters.forEach((name, value) -> members.put(whole(name), whole(value)));
        return new ForeignFields(members);
    }

    /** A list is its items with commas between them. */
    private static String text(JsonNode value) {
        return value.isArray()
                        && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isValueNode)
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                : value.isValueNode() ? value.asText() : value.toString();
    }

    /** Half a character (a surrogate without its other half) could not be passed on: it becomes U+FFFD. */
    private static String whole(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    /** The first of these members that is there and not empty, as it came; null: none is. */
    public @Nullable String text(String... names) {
        for (String name : names) {
            String value = members.get(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    /**
     * The first of these members that is there, as a number.
     *
     * @param min the least value that it can have
     * @param max the greatest
     * @return {@link Measure#ABSENT} where none is there, or it cannot be read
     */
    public double number(double min, double max, String... names) {
        for (String name : names) {
            String value = text(name);
            if (value != null) {
                double number = parsed(value);
                if (number >= min && number <= max) {
                    return number;
                }
                unread.add(name);
            }
        }
        return Measure.ABSENT;
    }

    /** As {@link #number}, where a negative value is the app's way to say that it does not know. */
    public double notNegative(double max, String... names) {
        double number = number(-Double.MAX_VALUE, max, names);
        return number < 0 ? Measure.ABSENT : number;
    }

    /** True, false, or null where it is not there or cannot be read. */
    public @Nullable Boolean bool(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> {
                unread.add(name);
                yield null;
            }
        };
    }

    /** The member is there, and cannot be read. */
    public void unreadable(String name) {
        unread.add(name);
    }

    private static double parsed(String value) {
        try {
            // Java's own forms (hexadecimal, "NaN", a type's letter at the end) are no numbers of anybody's app.
            return value.matches("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?|[+-]?[0-9]+\\.")
                    ? Double.parseDouble(value)
                    : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * Everything but these members, within the limits of an attribute; of these, too, what could not be read.
     *
     * @param typed members that have a typed field, or say nothing of the vehicle
     */
    public Map<String, String> attributes(Set<String> typed) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Set<String> cut = new LinkedHashSet<>();
        members.forEach((name, value) -> {
            if (name.isEmpty() || (typed.contains(name) && !unread.contains(name))) {
                return;
            }
            String shortName = head(name, Telemetry.MAX_ATTRIBUTE_NAME);
            String shortValue = head(value, Telemetry.MAX_ATTRIBUTE_VALUE);
            boolean kept = attributes.size() < MAX_MEMBERS && attributes.putIfAbsent(shortName, shortValue) == null;
            if (!kept || shortName.length() < name.length() || shortValue.length() < value.length()) {
                cut.add(shortName);
            }
        });
        note(attributes, UNREAD, unread);
        note(attributes, CUT, cut);
        return attributes;
    }

    private static void note(Map<String, String> attributes, String name, Set<String> members) {
        if (!members.isEmpty()) {
            attributes.put(name, head(String.join(",", members), Telemetry.MAX_ATTRIBUTE_VALUE));
        }
    }

    /** Never ends in half a character. */
    private static String head(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
