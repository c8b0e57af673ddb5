package io.fleetwire.clickhouse.server.sql;

import java.util.Locale;

/**
 * Walks over SQL token by token without understanding it: words, quoted names and texts, comments, heredocs, and single
 * characters. Works on characters that stand for bytes (ISO 8859-1), so that offsets are byte offsets.
 */
final class SqlScanner {
    private final String sql;
    private int start;
    private int end;

    SqlScanner(String sql) {
        this.sql = sql;
    }

    /** Moves to the next token; false at the end of the text. */
    boolean next() {
        start = skipBlanks(end);
        if (start >= sql.length()) {
            end = start;
            return false;
        }
        end = tokenEnd(start);
        return true;
    }

    /** Offset of the token's first byte. */
    int start() {
        return start;
    }

    /** Offset after the token's last byte. */
    int end() {
        return end;
    }

    /** The token in upper case where it is a bare word, else its first character. */
    String token() {
        String text = sql.substring(start, end);
        return isWordPart(text.charAt(0)) ? text.toUpperCase(Locale.ROOT) : text.substring(0, 1);
    }

    /** The token as written. */
    String raw() {
        return sql.substring(start, end);
    }

    /** Whether the token is a bare word or a quoted name. */
    boolean isName() {
        char first = sql.charAt(start);
        return isWordPart(first) || first == '`' || first == '"';
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == '\0') {
                at++;
            } else if (sql.startsWith("--", at) || sql.startsWith("# ", at) || sql.startsWith("#!", at)) {
                at = after("\n", at);
            } else if (sql.startsWith("/*", at)) {
                at = after("*/", at + 2);
            } else {
                return at;
            }
        }
        return at;
    }

    private int tokenEnd(int from) {
        char first = sql.charAt(from);
        if (first == '\'' || first == '"' || first == '`') {
            return quotedEnd(from, first);
        }
        if (first == '$') {
            int tagEnd = sql.indexOf('$', from + 1);
            if (tagEnd > 0 && sql.substring(from + 1, tagEnd).chars().allMatch(c -> isWordPart((char) c))) {
                return after(sql.substring(from, tagEnd + 1), tagEnd + 1);
            }
        }
        int at = from + 1;
        if (isWordPart(first)) {
            while (at < sql.length() && isWordPart(sql.charAt(at))) {
                at++;
            }
        }
        return at;
    }

    private int quotedEnd(int from, char quote) {
        int at = from + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\') {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return sql.length();
    }

    private int after(String mark, int from) {
        int at = sql.indexOf(mark, from);
        return at < 0 ? sql.length() : at + mark.length();
    }

    private static boolean isWordPart(char c) {
        return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
}
