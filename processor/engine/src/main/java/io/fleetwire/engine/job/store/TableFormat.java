package io.fleetwire.engine.job.store;

import io.fleetwire.event.Measure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A table as the engine writes it: each column's name, type and value in one line, so that they cannot drift apart. */
final class TableFormat<T> {

    /** A column and its type in ClickHouse's spelling. */
    record Column(String name, String type) {}

    /** Writes one column of a row. */
    private interface Writer<T> {
        void write(T value, RowBinary out);
    }

    private final String table;
    private final List<Column> columns = new ArrayList<>();
    private final List<Writer<T>> writers = new ArrayList<>();

    TableFormat(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }

    List<Column> columns() {
        return List.copyOf(columns);
    }

    /** What a batch begins with (RowBinaryWithNamesAndTypes): a batch that waited for a week still says what it holds. */
    byte[] header() {
        RowBinary out = new RowBinary();
        out.varint(columns.size());
        columns.forEach(column -> out.text(column.name));
        columns.forEach(column -> out.text(column.type));
        return out.take();
    }

    void write(T value, RowBinary out) {
        for (Writer<T> writer : writers) {
            writer.write(value, out);
        }
    }

    private TableFormat<T> column(String name, String type, Writer<T> writer) {
        columns.add(new Column(name, type));
        writers.add(writer);
        return this;
    }

    TableFormat<T> text(String name, Function<T, String> value) {
        return column(name, "String", (row, out) -> out.text(value.apply(row)));
    }

    /** A text with few different values. */
    TableFormat<T> word(String name, Function<T, String> value) {
        return column(name, "LowCardinality(String)", (row, out) -> out.text(value.apply(row)));
    }

    TableFormat<T> bool(String name, Predicate<T> value) {
        return column(name, "Bool", (row, out) -> out.bool(value.test(row)));
    }

    TableFormat<T> boolOrNull(String name, Function<T, @Nullable Boolean> value) {
        return column(name, "Nullable(Bool)", (row, out) -> {
            Boolean flag = value.apply(row);
            if (out.present(flag) && flag != null) {
                out.bool(flag);
            }
        });
    }

    /** One of a fixed list; ClickHouse numbers it from 1. */
    <E extends Enum<E>> TableFormat<T> oneOf(String name, Class<E> type, Function<T, E> value) {
        List<E> constants = List.of(type.getEnumConstants());
        StringJoiner names = new StringJoiner(", ", "Enum8(", ")");
        for (E constant : constants) {
            names.add("'" + constant.name() + "' = " + (constants.indexOf(constant) + 1));
        }
        return column(name, names.toString(), (row, out) -> out.uint8(constants.indexOf(value.apply(row)) + 1));
    }

    TableFormat<T> uint8(String name, ToIntFunction<T> value) {
        return column(name, "UInt8", (row, out) -> out.uint8(value.applyAsInt(row)));
    }

    /** A small count, null below 0. */
    TableFormat<T> countOrNull(String name, ToIntFunction<T> value) {
        return column(name, "Nullable(UInt8)", (row, out) -> {
            int count = value.applyAsInt(row);
            if (out.present(count < 0 ? null : row)) {
                out.uint8(count);
            }
        });
    }

    TableFormat<T> uint64(String name, ToLongFunction<T> value) {
        return column(name, "UInt64", (row, out) -> out.int64(value.applyAsLong(row)));
    }

    TableFormat<T> timeMs(String name, ToLongFunction<T> value) {
        return column(name, "DateTime64(3, 'UTC')", (row, out) -> out.int64(value.applyAsLong(row)));
    }

    TableFormat<T> time(String name, Function<T, Instant> value) {
        return timeMs(name, row -> value.apply(row).toEpochMilli());
    }

    TableFormat<T> timeOrNull(String name, Function<T, @Nullable Instant> value) {
        return column(name, "Nullable(DateTime64(3, 'UTC'))", (row, out) -> {
            Instant at = value.apply(row);
            if (out.present(at) && at != null) {
                out.int64(at.toEpochMilli());
            }
        });
    }

    TableFormat<T> float64(String name, ToDoubleFunction<T> value) {
        return column(name, "Float64", (row, out) -> out.float64(value.applyAsDouble(row)));
    }

    TableFormat<T> float32(String name, ToDoubleFunction<T> value) {
        return column(name, "Float32", (row, out) -> out.float32((float) value.applyAsDouble(row)));
    }

    /** A quantity, null where it was not reported ({@link Measure#ABSENT}). */
    TableFormat<T> float64OrNull(String name, ToDoubleFunction<T> value) {
        return column(name, "Nullable(Float64)", (row, out) -> {
            double quantity = value.applyAsDouble(row);
            if (out.present(Measure.has(quantity) ? row : null)) {
                out.float64(quantity);
            }
        });
    }

    /** A quantity that needs no more than seven digits, null where it was not reported. */
    TableFormat<T> float32OrNull(String name, ToDoubleFunction<T> value) {
        return column(name, "Nullable(Float32)", (row, out) -> {
            double quantity = value.applyAsDouble(row);
            if (out.present(Measure.has(quantity) ? row : null)) {
                out.float32((float) quantity);
            }
        });
    }

    TableFormat<T> words(String name, Function<T, Map<String, String>> value) {
        return column(name, "Map(LowCardinality(String), String)", (row, out) -> out.map(value.apply(row)));
    }

    TableFormat<T> textList(String name, Function<T, List<String>> value) {
        return list(name, "Array(String)", value);
    }

    /** A list of texts of which there are few different ones. */
    TableFormat<T> wordList(String name, Function<T, List<String>> value) {
        return list(name, "Array(LowCardinality(String))", value);
    }

    private TableFormat<T> list(String name, String type, Function<T, List<String>> value) {
        return column(name, type, (row, out) -> {
            List<String> texts = value.apply(row);
            out.varint(texts.size());
            texts.forEach(out::text);
        });
    }

    TableFormat<T> numbers(String name, Function<T, Map<String, Double>> value) {
        return column(name, "Map(LowCardinality(String), Float64)", (row, out) -> {
            Map<String, Double> numbers = value.apply(row);
            out.varint(numbers.size());
            numbers.forEach((key, number) -> {
                out.text(key);
                out.float64(number);
            });
        });
    }
}
