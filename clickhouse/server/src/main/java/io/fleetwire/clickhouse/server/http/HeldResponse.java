package io.fleetwire.clickhouse.server.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A response body that is held back until it is large, so that an error in a small result still gets its status code,
 * and a small result its whole summary in a header.
 */
final class HeldResponse extends OutputStream {
    /** Held at most; ClickHouse's http_response_buffer_size would be the same knob. */
    static final int HELD_BYTES = 1 << 18;

    private final HttpExchange exchange;
    private final boolean head;
    private final long limit;
    private long written;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private @Nullable OutputStream body;

    /** @param limit bytes that the body may have */
    HeldResponse(HttpExchange exchange, long limit) {
        this.exchange = exchange;
        this.limit = limit;
        this.head = exchange.getRequestMethod().equals("HEAD");
    }

    /** Whether the status has gone out. */
    boolean committed() {
        return body != null;
    }

    /** Drops what is held. */
    void discard() {
        held.reset();
        written = 0;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (head) {
            return; // computed for its headers only
        }
        if (length > limit - written) {
            throw new ResultTooLargeException(limit);
        }
        written += length;
        if (body == null && held.size() + length <= HELD_BYTES) {
            held.write(bytes, offset, length);
            return;
        }
        open().write(bytes, offset, length);
    }

    private OutputStream open() throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(HttpStatus.OK, 0);
            body = exchange.getResponseBody();
            held.writeTo(body);
            held.reset();
        }
        return body;
    }

    @Override
    public void flush() throws IOException {
        if (body != null) {
            body.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (body == null) {
            send(exchange, HttpStatus.OK, held.toByteArray());
        } else {
            body.close();
        }
    }

    /** A whole response of known length; without a body where the method is HEAD. */
    static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        boolean empty = content.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : content.length);
        if (!empty) {
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }
}
