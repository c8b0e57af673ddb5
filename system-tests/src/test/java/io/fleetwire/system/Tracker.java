package io.fleetwire.system;

import io.netty.buffer.ByteBufUtil;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A tracker's side of a TCP connection, byte by byte: what {@code nc} or a five-line script would do. */
final class Tracker implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final InputStream in;

    Tracker(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        in = socket.getInputStream();
    }

    /** Writes these bytes. */
    Tracker send(String hex) throws IOException {
        return send(ByteBufUtil.decodeHexDump(hex.toLowerCase(java.util.Locale.ROOT)));
    }

    Tracker send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The next bytes, as hex. */
    String hear(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the gateway closed the connection after " + ByteBufUtil.hexDump(bytes));
        }
        return ByteBufUtil.hexDump(bytes);
    }

    /** The Teltonika login of an IMEI. */
    static String teltonikaLogin(String imei) {
        return "000f" + ByteBufUtil.hexDump(imei.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
