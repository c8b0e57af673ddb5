package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineException;
import io.fleetwire.clickhouse.server.sql.Statement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A statement as it arrives: the {@code query} parameter, then the body. As much of the body is read as the statement's
 * text needs; the data of an INSERT stays in the stream.
 *
 * @param wholeData of an INSERT, one character per byte, where all of it is at hand; it is in {@code data} as well
 */
record BodyText(String sql, Statement statement, InputStream data, Optional<String> wholeData) {
    /** Text of an INSERT before its data, and of any other statement: ClickHouse's max_query_size by default. */
    static final int HEAD_BYTES = 1 << 18;
    /** Where a client asks for a greater max_query_size. */
    static final int MAX_QUERY_BYTES = 1 << 24;
    /** ClickHouse's QUERY_IS_TOO_LARGE. */
    private static final int QUERY_IS_TOO_LARGE = 168;

    static BodyText read(String query, InputStream body) throws IOException, EngineException {
        // One character per byte: offsets found in the text are offsets in the bytes, also where binary data follows.
        String start = query.isEmpty()
                ? ""
                : new String(query.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) + "\n";
        byte[] first = body.readNBytes(HEAD_BYTES);
        String text = start + new String(first, StandardCharsets.ISO_8859_1);
        Statement statement = Statement.parse(text);
        return switch (statement) {
            case Statement.InsertData insert -> {
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                int from = insert.dataStart();
                InputStream read = new ByteArrayInputStream(bytes, from, bytes.length - from);
                yield new BodyText(
                        utf8(text.substring(0, insert.headEnd())),
                        insert,
                        new SequenceInputStream(read, body),
                        first.length < HEAD_BYTES ? Optional.of(text.substring(from)) : Optional.empty());
            }
            case Statement.Plain plain when first.length == HEAD_BYTES -> longText(text, body);
            case Statement.Plain plain ->
                new BodyText(utf8(text), plain, InputStream.nullInputStream(), Optional.empty());
        };
    }

    private static BodyText longText(String start, InputStream body) throws IOException, EngineException {
        byte[] rest = body.readNBytes(MAX_QUERY_BYTES);
        if (rest.length == MAX_QUERY_BYTES) {
            throw new EngineException(
                    QUERY_IS_TOO_LARGE, "QUERY_IS_TOO_LARGE", "Query is longer than " + MAX_QUERY_BYTES + " bytes");
        }
        String text = start + new String(rest, StandardCharsets.ISO_8859_1);
        return new BodyText(utf8(text), Statement.parse(text), InputStream.nullInputStream(), Optional.empty());
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
