package io.fleetwire.clickhouse.server.sql;

import java.util.Optional;
import java.util.Set;

/** What HTTP has to know about a statement before it can run it. */
public sealed interface Statement {
    /**
     * An INSERT that brings data.
     *
     * @param headEnd where the statement's text ends, before FORMAT or VALUES
     * @param dataStart where the data begins
     * @param format the format of the data, where the statement names it
     */
    record InsertData(int headEnd, int dataStart, Optional<String> format) implements Statement {}

    /**
     * Anything else.
     *
     * @param mayStream whether the result may be fetched block by block
     * @param format the format of the result, where the statement names it
     * @param keepsState whether it may leave something behind in its session
     */
    record Plain(boolean mayStream, Optional<String> format, boolean keepsState) implements Statement {}

    /** Words that begin a statement whose result can be streamed. */
    Set<String> STREAMABLE = Set.of("SELECT", "WITH", "FROM", "(");

    /**
     * Looks at a statement.
     *
     * @param text one character per byte (ISO 8859-1); for an INSERT its data may follow and may be cut off
     */
    static Statement parse(String text) {
        SqlScanner scanner = new SqlScanner(text);
        if (!scanner.next()) {
            return new Plain(false, Optional.empty(), false);
        }
        String first = scanner.token();
        return first.equals("INSERT") ? insert(scanner, text) : plain(scanner, first);
    }

    private static Statement insert(SqlScanner scanner, String text) {
        int depth = 0;
        for (boolean more = skipTarget(scanner); more; more = scanner.next()) {
            String token = scanner.token();
            depth += depthChange(token);
            if (depth > 0) {
                continue;
            }
            switch (token) {
                case "VALUES" -> {
                    return new InsertData(scanner.start(), scanner.end(), Optional.of("Values"));
                }
                case "FORMAT" -> {
                    return formatted(scanner, text);
                }
                case "SELECT", "WITH", "FROM" -> {
                    return new Plain(false, Optional.empty(), false);
                }
                default -> {}
            }
        }
        return new InsertData(text.length(), text.length(), Optional.empty());
    }

    /** Moves to the token after {@code INSERT [INTO] [TABLE] [FUNCTION] [database.]table}; false where none is. */
    private static boolean skipTarget(SqlScanner scanner) {
        boolean more = scanner.next();
        while (more && Set.of("INTO", "TABLE", "FUNCTION").contains(scanner.token())) {
            more = scanner.next();
        }
        more = more && scanner.next();
        while (more && scanner.token().equals(".")) {
            more = scanner.next(); // the table's name
            more = more && scanner.next();
        }
        return more;
    }

    private static Statement formatted(SqlScanner scanner, String text) {
        int headEnd = scanner.start();
        if (!scanner.next()) {
            return new InsertData(headEnd, text.length(), Optional.empty());
        }
        return new InsertData(headEnd, dataStart(text, scanner.end()), Optional.of(scanner.raw()));
    }

    /** Data begins after the blanks and the one line break that follow the format's name. */
    private static int dataStart(String text, int formatEnd) {
        int at = formatEnd;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        return at < text.length() && text.charAt(at) == '\n' ? at + 1 : at;
    }

    private static Statement plain(SqlScanner scanner, String first) {
        Optional<String> format = Optional.empty();
        boolean mayStream = STREAMABLE.contains(first);
        boolean keepsState = first.equals("SET") || first.equals("USE");
        int depth = depthChange(first);
        String previous = first;
        while (scanner.next()) {
            String token = scanner.token();
            if (depth == 0 && previous.equals("FORMAT") && scanner.isName()) {
                format = Optional.of(scanner.raw());
            } else if (depth == 0 && token.equals("SETTINGS") && format.isPresent()) {
                break; // nothing but settings may follow the format
            } else if (!token.equals(";")) {
                format = Optional.empty(); // what looked like a format was a column or an alias
            }
            mayStream &= !token.equals("TOTALS") && !token.equals("EXTREMES"); // these come after the last block
            keepsState |= token.equals("TEMPORARY");
            depth += depthChange(token);
            previous = token;
        }
        return new Plain(mayStream, format, keepsState);
    }

    private static int depthChange(String token) {
        return switch (token) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
        };
    }
}
