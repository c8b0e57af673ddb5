package io.fleetwire.sim.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP connection to the gateway. */
final class Connection implements AutoCloseable {

    /** Trackers wait about so long for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int TRACKERS_AT_AN_ADDRESS = 2_000;

    private final Socket socket;

    private Connection(Socket socket) {
        this.socket = socket;
    }

    /** @param number of the device that calls */
    static Connection open(InetSocketAddress gateway, int number) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(source(gateway, number));
            socket.connect(gateway, (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            return new Connection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** One address has fewer than 30,000 ports to call from; loopback has 16 million addresses. */
    private static InetSocketAddress source(InetSocketAddress gateway, int number) throws IOException {
        if (!gateway.getAddress().isLoopbackAddress()) {
            return new InetSocketAddress(0);
        }
        byte last = (byte) (1 + number / TRACKERS_AT_AN_ADDRESS);
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, last}), 0);
    }

    /** Sends a frame and lets go of it. */
    void send(ByteBuf frame) throws IOException {
        try {
            send(ByteBufUtil.getBytes(frame));
        } finally {
            frame.release();
        }
    }

    void send(byte[] frame) throws IOException {
        socket.getOutputStream().write(frame);
    }

    /** The next bytes, all of them. */
    byte[] read(int length) throws IOException {
        byte[] bytes = in().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the gateway closed the connection");
        }
        return bytes;
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("close: {}", e.getMessage());
        }
    }
}
