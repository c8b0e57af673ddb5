package io.fleetwire.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** SQL on the class path. */
final class SqlFiles {
    private SqlFiles() {}

    /** The text of a file, with line ends as git keeps them. */
    static String read(String path) {
        try (InputStream file = SqlFiles.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no SQL file " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** The statements of a file: each ends with a semicolon at the end of a line. */
    static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        for (String statement : sql.split(";[ \\t]*(\\n|$)", -1)) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }
}
