package io.fleetwire.protocol.queclink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The protocol's tables, beside this class. */
final class Table {

    private Table() {}

    /** The lines of a table, in their order, without comments and the line of titles. */
    static List<String[]> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(Table.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A column of models: empty stands for all. */
    static Pattern models(String column) {
        return Pattern.compile(column.isEmpty() ? ".*" : column);
    }
}
