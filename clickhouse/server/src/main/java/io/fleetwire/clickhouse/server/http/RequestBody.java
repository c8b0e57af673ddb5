package io.fleetwire.clickhouse.server.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request's body that tells its end from a lost connection: half of an INSERT must never be committed. */
final class RequestBody extends FilterInputStream {
    private final long expected;
    private long read;

    /** @param expected the Content-Length, or -1 where the body is chunked or absent */
    RequestBody(InputStream body, long expected) {
        super(body);
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            read += count;
        } else if (count < 0 && read < expected) {
            throw new EOFException("the connection ended after " + read + " of " + expected + " bytes");
        }
        return count;
    }

    /** Reads and drops what is left, up to a limit, so that the client gets to read the answer. */
    void drain(long maxBytes) throws IOException {
        byte[] bin = new byte[1 << 16];
        for (long left = maxBytes; left > 0; ) {
            int count = in.read(bin);
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }
}
