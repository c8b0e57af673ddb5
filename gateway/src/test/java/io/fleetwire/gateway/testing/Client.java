package io.fleetwire.gateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/** A device on a real socket, speaking hexadecimal or lines. */
public final class Client implements AutoCloseable {

    private final Socket socket;

    /** Connects. */
    public Client(int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
    }

    /** Sends bytes given in hexadecimal. */
    public Client hex(String bytes) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
        return this;
    }

    /** Sends a line. */
    public Client line(String text) throws IOException {
        socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** So many bytes of what it hears, in hexadecimal; fewer where the connection closes before. */
    public String hears(int bytes) throws IOException {
        socket.setSoTimeout(15_000);
        return HexFormat.of().formatHex(socket.getInputStream().readNBytes(bytes));
    }

    /** The next line it hears; empty where the connection closes. */
    public String hearsLine() throws IOException {
        socket.setSoTimeout(15_000);
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    /** Whether it hears nothing for so long, and is still connected. */
    public boolean hearsNothingFor(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            socket.getInputStream().read();
            return false;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        }
    }

    /** Whether the gateway closes the connection without another word. */
    public boolean isClosedSilently(Duration within) throws IOException {
        socket.setSoTimeout((int) within.toMillis());
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** The socket, for what a device should not do. */
    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
