package io.fleetwire.clickhouse.server.sql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How the chunks of a streamed result become one result. The engine formats every chunk as a whole document, so what
 * each repeats at its beginning has to be cut off from the second on; a document with a closing part cannot be streamed.
 */
public enum OutputFormat {
    /** Rows only: chunks are simply put together. */
    ROWS,
    /** One line of names first. */
    ONE_LINE,
    /** A line of names and a line of types first. */
    TWO_LINES,
    /** As {@link #ONE_LINE}, where a quoted name may hold a line break. */
    ONE_CSV_LINE,
    /** As {@link #TWO_LINES}, where a quoted name may hold a line break. */
    TWO_CSV_LINES,
    /** A varint count, then that many texts. */
    BINARY_NAMES,
    /** A varint count, then twice that many texts. */
    BINARY_NAMES_AND_TYPES,
    /** One document with an end, or a format not known here. */
    DOCUMENT;

    private static final Set<String> ROW_FORMATS = Set.of(
            "tabseparated",
            "tsv",
            "tabseparatedraw",
            "tsvraw",
            "raw",
            "csv",
            "jsoneachrow",
            "jsonlines",
            "ndjson",
            "jsonstringseachrow",
            "jsoncompacteachrow",
            "jsoncompactstringseachrow",
            "lineasstring",
            "rowbinary",
            "native",
            "tskv",
            "null");
    private static final Set<String> NAMED_LINES = Set.of(
            "tabseparated",
            "tsv",
            "tabseparatedraw",
            "tsvraw",
            "raw",
            "jsoncompacteachrow",
            "jsoncompactstringseachrow");
    private static final Map<String, OutputFormat> BINARY = Map.of(
            "rowbinarywithnames", BINARY_NAMES,
            "rowbinarywithnamesandtypes", BINARY_NAMES_AND_TYPES);

    /** The way to stream a format, by the name it has in ClickHouse. */
    public static OutputFormat of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (ROW_FORMATS.contains(lower)) {
            return ROWS;
        }
        if (BINARY.containsKey(lower)) {
            return BINARY.get(lower);
        }
        boolean types = lower.endsWith("withnamesandtypes");
        String base = lower.replaceFirst("withnames(andtypes)?$", "");
        if (base.length() < lower.length() && base.equals("csv")) {
            return types ? TWO_CSV_LINES : ONE_CSV_LINE;
        }
        if (base.length() < lower.length() && NAMED_LINES.contains(base)) {
            return types ? TWO_LINES : ONE_LINE;
        }
        return DOCUMENT;
    }

    /** How many bytes at the beginning of a chunk are not rows. */
    public int headerBytes(Bytes chunk) {
        return switch (this) {
            case ROWS, DOCUMENT -> 0;
            case ONE_LINE -> lines(chunk, 1, false);
            case TWO_LINES -> lines(chunk, 2, false);
            case ONE_CSV_LINE -> lines(chunk, 1, true);
            case TWO_CSV_LINES -> lines(chunk, 2, true);
            case BINARY_NAMES -> texts(chunk, 1);
            case BINARY_NAMES_AND_TYPES -> texts(chunk, 2);
        };
    }

    private static int lines(Bytes chunk, int lines, boolean quotes) {
        boolean quoted = false;
        int found = 0;
        for (int at = 0; at < chunk.length(); at++) {
            byte c = chunk.at(at);
            quoted ^= quotes && c == '"';
            if (c == '\n' && !quoted && ++found == lines) {
                return at + 1;
            }
        }
        return chunk.length();
    }

    private static int texts(Bytes chunk, int rounds) {
        Varint count = Varint.read(chunk, 0);
        int at = count.end();
        for (int i = 0; i < count.value() * rounds; i++) {
            Varint length = Varint.read(chunk, at);
            at = length.end() + length.value();
        }
        return at;
    }

    /** Bytes wherever they are. */
    public interface Bytes {
        /** How many. */
        int length();

        /** The byte at an index. */
        byte at(int index);
    }

    private record Varint(int value, int end) {
        static Varint read(Bytes bytes, int from) {
            int value = 0;
            int at = from;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes.at(at++);
                value |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return new Varint(value, at);
                }
            }
        }
    }
}
