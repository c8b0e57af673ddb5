package io.fleetwire.sim.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network between the devices and the gateway: relays on loopback that can be cut, held and made to forget, all at once. */
final class Wire implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    /** Two thousand trackers may dial in at once. */
    private static final int BACKLOG = 2_000;

    private static final int CHUNK_BYTES = 4_096;

    /** How the wire behaves. */
    private enum Mode {
        SOUND,
        /** The next chunk of a device is passed on in part, and that was it. */
        CUTTING,
        /** What the gateway says goes nowhere. */
        FORGETFUL,
        /** Nothing moves, nothing is closed. */
        HELD
    }

    private final List<ServerSocket> servers = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Mode mode = Mode.SOUND;

    /** Where to dial in instead of at this door of the gateway. */
    InetSocketAddress to(InetSocketAddress gateway) throws IOException {
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        servers.add(server);
        Thread.ofVirtual().name("wire").start(() -> accept(server, gateway));
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Each device's next frame arrives in part, then its connection is gone. */
    void cutMidFrame() {
        set(Mode.CUTTING);
    }

    /** The devices' frames arrive; they never hear so. */
    void dropAnswers() {
        set(Mode.FORGETFUL);
    }

    /** As if a radio link were gone without a word. */
    void hold() {
        set(Mode.HELD);
    }

    /** New connections work; those from before as well, if they still are. */
    void heal() {
        set(Mode.SOUND);
    }

    /** The same, and the old connections are gone: what they missed would never come. */
    void cutAndHeal() {
        open.forEach(Wire::close);
        set(Mode.SOUND);
    }

    private void set(Mode next) {
        lock.lock();
        try {
            mode = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The mode, once things move. */
    private Mode awaitMoving() throws InterruptedException {
        lock.lock();
        try {
            while (mode == Mode.HELD) {
                changed.await();
            }
            return mode;
        } finally {
            lock.unlock();
        }
    }

    private void accept(ServerSocket server, InetSocketAddress gateway) {
        while (!server.isClosed()) {
            try {
                Socket device = server.accept();
                Thread.ofVirtual().start(() -> join(device, gateway));
            } catch (IOException e) {
                LOG.debug("accept: {}", e.getMessage()); // closed, or a device that gave up
            }
        }
    }

    private void join(Socket device, InetSocketAddress gateway) {
        Socket upstream = new Socket();
        try {
            device.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            upstream.connect(gateway);
        } catch (IOException e) {
            close(device);
            close(upstream);
            return;
        }
        open.add(device);
        open.add(upstream);
        Thread.ofVirtual().start(() -> pump(upstream, device, false));
        pump(device, upstream, true);
    }

    private void pump(Socket from, Socket to, boolean fromDevice) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                Mode now = awaitMoving();
                if (now == Mode.CUTTING && fromDevice) {
                    out.write(chunk, 0, length / 2);
                    out.flush();
                    return;
                }
                if (now != Mode.FORGETFUL || fromDevice) {
                    out.write(chunk, 0, length);
                }
            }
        } catch (IOException e) {
            LOG.debug("relay: {}", e.getMessage()); // either end may go at any time
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("close: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        for (ServerSocket server : servers) {
            try {
                server.close();
            } catch (IOException e) {
                LOG.debug("close: {}", e.getMessage());
            }
        }
        cutAndHeal();
    }
}
