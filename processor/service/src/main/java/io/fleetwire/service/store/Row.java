package io.fleetwire.service.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of an answer, by ClickHouse's column names. Empty text means absent there. */
record Row(JsonNode columns) {

    String text(String column) {
        return columns.path(column).asText();
    }

    @Nullable
    String textOrNull(String column) {
        JsonNode value = columns.path(column);
        return value.isNull() || value.asText().isEmpty() ? null : value.asText();
    }

    double number(String column) {
        return columns.path(column).asDouble();
    }

    @Nullable
    Double numberOrNull(String column) {
        JsonNode value = columns.path(column);
        return value.isNumber() ? value.doubleValue() : null;
    }

    long whole(String column) {
        return columns.path(column).asLong();
    }

    boolean flag(String column) {
        return columns.path(column).asBoolean();
    }

    @Nullable
    Boolean flagOrNull(String column) {
        JsonNode value = columns.path(column);
        return value.isBoolean() ? value.booleanValue() : null;
    }

    Instant instant(String column) {
        return OffsetDateTime.parse(text(column)).toInstant();
    }

    @Nullable
    Instant instantOrNull(String column) {
        return textOrNull(column) == null ? null : instant(column);
    }

    Map<String, Double> numbers(String column) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        columns.path(column)
                .properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asDouble()));
        return numbers;
    }
}
