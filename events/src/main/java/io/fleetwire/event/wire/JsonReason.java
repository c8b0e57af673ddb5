package io.fleetwire.event.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with JSON, in one line for whoever sent it: the field's name and what it must be, and no class of ours. */
final class JsonReason {

    private JsonReason() {}

    static String of(IOException e) {
        // A constructor that refuses a value has already said which field and why.
        Throwable said = e instanceof ValueInstantiationException ? e.getCause() : null;
        String text = said instanceof NullPointerException
                ? "a required value is missing"
                : said != null
                        ? String.valueOf(said.getMessage())
                        : e instanceof JsonProcessingException json ? ofParser(json) : String.valueOf(e.getMessage());
        return field(e) + text.lines().findFirst().orElse("not JSON");
    }

    private static String field(IOException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String name = mapping.getPath().getLast().getFieldName();
            return name == null ? "" : name + ": ";
        }
        return "";
    }

    private static String ofParser(JsonProcessingException e) {
        if (e instanceof InvalidDefinitionException) {
            return "comes twice"; // Jackson has no setter for a record's component, which it looks for only then
        }
        Class<?> target = e instanceof MismatchedInputException mismatched ? mismatched.getTargetType() : null;
        return target == null ? e.getOriginalMessage() : "must be " + kind(target);
    }

    private static String kind(Class<?> target) {
        Object @Nullable [] constants = target.getEnumConstants();
        if (constants != null) {
            return Arrays.stream(constants).map(String::valueOf).collect(Collectors.joining(", ", "one of ", ""));
        }
        if (target == Double.class || target == double.class) {
            return "a number";
        }
        if (Number.class.isAssignableFrom(target) || target == int.class || target == long.class) {
            return "a whole number, and not as large as that";
        }
        if (target == Boolean.class || target == boolean.class) {
            return "true or false";
        }
        if (target == Instant.class) {
            return "an ISO 8601 time with a zone (2026-11-21T10:00:00Z)";
        }
        if (target == String.class) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(target) || target.isArray()
                ? "a list"
                : Map.class.isAssignableFrom(target) ? "an object of texts" : "an object";
    }
}
