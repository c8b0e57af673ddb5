package io.fleetwire.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Bytes to the service and bytes back: what no HTTP client would send. */
final class RawSocket implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_BYTES = 1 << 20;

    private final Socket socket;

    RawSocket(URI page) {
        this(page, "127.0.0.1");
    }

    /** @param from an address of this machine */
    RawSocket(URI page, String from) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), page.getPort(), InetAddress.getAllByName(from)[0], 0);
            socket.setSoTimeout((int) PATIENCE.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text, each character a byte. */
    RawSocket send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends where the other side may have closed already. */
    boolean trySend(String text) {
        try {
            send(text);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** All that comes until the other side closes; a reset ends it as well. */
    String readAll() {
        StringBuilder all = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            int c = in.read();
            while (c >= 0 && all.length() < MOST_BYTES) {
                all.append((char) c);
                c = in.read();
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new UncheckedIOException("not closed; so far: " + all, e);
        } catch (IOException e) {
            // A reset.
        }
        return all.toString();
    }

    /** Whether the other side has closed; waits for a moment. */
    boolean isClosedByPeer() {
        try {
            socket.setSoTimeout(20);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** The head of an answer, whatever follows it. */
    String readHead() {
        StringBuilder head = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    break;
                }
                head.append((char) c);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("so far: " + head, e);
        }
        return head.toString();
    }

    /** One answer, its body by its Content-Length; a connection that stays open is no matter. */
    String readAnswer() {
        String head = readHead();
        java.util.regex.Matcher length =
                java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        StringBuilder body = new StringBuilder();
        try {
            for (int left = length.find() ? Integer.parseInt(length.group(1)) : 0; left > 0; left--) {
                body.append((char) socket.getInputStream().read());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("so far: " + head + body, e);
        }
        return head + body;
    }

    /** 0: there is none. */
    static int status(String answer) {
        return answer.matches("(?s)HTTP/[12]\\.[01] \\d{3} .*") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** Asks once and reads the answer: the request must ask for the end of the connection. */
    static String ask(URI page, String request) {
        try (RawSocket socket = new RawSocket(page)) {
            return socket.send(request).readAll();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
