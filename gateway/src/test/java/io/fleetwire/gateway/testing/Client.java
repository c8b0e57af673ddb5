package io.fleetwire.gateway.testing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A device on a real socket, speaking hexadecimal or lines. */
public final class Client implements AutoCloseable {

    private final Socket socket;

    private Client(Socket socket) {
        this.socket = socket;
    }

    /** Connects. */
    public Client(int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        connect(socket, port);
    }

    /** A gateway that wants nothing of us may reset the connection before we notice that there is one: it is closed then, which is for the test to see. */
    private static void connect(Socket socket, int port) throws IOException {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        } catch (ConnectException nobodyListens) {
            throw nobodyListens;
        } catch (SocketException reset) {
            socket.close();
        }
    }

    /** Connects from another address of this machine, such as {@code 127.0.0.2}. */
    public static Client from(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        connect(socket, port);
        return new Client(socket);
    }

    /** Talks TLS from now on; returns when both sides agreed. */
    public Client secured(SSLContext tls, String... versions) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secure.setSoTimeout(15_000);
        if (versions.length > 0) {
            secure.setEnabledProtocols(versions);
        }
        secure.startHandshake();
        return new Client(secure);
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
        try {
            socket.setSoTimeout((int) within.toMillis());
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Whether the gateway has closed the connection, whatever it said before. */
    public boolean isGone(Duration within) throws IOException {
        try {
            socket.setSoTimeout((int) within.toMillis());
            while (socket.getInputStream().read() >= 0) {
                // what it says is not the question
            }
            return true;
        } catch (java.net.SocketTimeoutException stillThere) {
            return false;
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
