package io.fleetwire.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy in front of a port of this machine: it can hold the bytes back, or cut the connections. */
public final class Wire implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean held;
    private boolean cut;

    Wire(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where the clients connect. */
    public int port() {
        return server.getLocalPort();
    }

    /** Nothing passes, and nobody is told: a broker that hangs. */
    public void hold() {
        synchronized (gate) {
            held = true;
        }
    }

    /** Connections are cut, and new ones at once: a broker that is gone. */
    public void cut() {
        synchronized (gate) {
            cut = true;
        }
        sockets.forEach(Wire::closeQuietly);
    }

    /** Everything passes again. */
    public void heal() {
        synchronized (gate) {
            held = false;
            cut = false;
            gate.notifyAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (isCut()) {
                    client.close();
                    continue;
                }
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(broker);
                Thread.ofVirtual().start(() -> copy(client, broker));
                Thread.ofVirtual().start(() -> copy(broker, client));
            } catch (IOException e) {
                // the broker is stopped, or we are: the client finds its connection closed
            }
        }
    }

    private boolean isCut() {
        synchronized (gate) {
            return cut;
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                awaitOpen();
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // cut
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void awaitOpen() throws InterruptedException {
        synchronized (gate) {
            while (held) {
                gate.wait();
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        heal();
        cut();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
