package io.fleetwire.sim.device;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP line to the gateway that is opened again whenever it breaks, after a pause that grows. */
final class Connection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final InetSocketAddress gateway;
    private final Talk talk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition switched = lock.newCondition();
    private final Thread thread;
    private boolean online = true;
    private @Nullable Socket socket;

    Connection(String name, InetSocketAddress gateway, Talk talk) {
        this.name = name;
        this.gateway = gateway;
        this.talk = talk;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::keepTalking);
    }

    /** What is said on one connection, from its first byte until it breaks. */
    interface Talk {
        /**
         * @throws IOException where the connection broke or the server refused
         */
        void on(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    void start() {
        thread.start();
    }

    void online(boolean connected) {
        lock.lock();
        try {
            online = connected;
            switched.signalAll();
            if (!connected) {
                hangUp();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keepTalking() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                awaitOnline();
                long startedNs = System.nanoTime();
                try (Socket connected = connect()) {
                    talk.on(new BufferedInputStream(connected.getInputStream()), connected.getOutputStream());
                } catch (IOException e) {
                    LOG.debug("{}: {}", name, e.getMessage());
                }
                boolean wasGood = System.nanoTime() - startedNs > LONGEST_PAUSE.toNanos();
                pause = wasGood ? FIRST_PAUSE : longer(pause);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private void awaitOnline() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!online) {
                switched.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private Socket connect() throws IOException {
        Socket connected = new Socket();
        connected.connect(gateway, (int) PATIENCE.toMillis());
        connected.setSoTimeout((int) PATIENCE.toMillis() * 3);
        connected.setTcpNoDelay(true);
        lock.lock();
        try {
            socket = connected;
        } finally {
            lock.unlock();
        }
        return connected;
    }

    private void hangUp() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("{}: {}", name, e.getMessage());
            }
        }
    }

    /** The next bytes, all of them. */
    static byte[] read(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the gateway closed the connection");
        }
        return bytes;
    }

    /** Writes a frame and lets go of it. */
    static void send(OutputStream out, ByteBuf frame) throws IOException {
        try {
            out.write(ByteBufUtil.getBytes(frame));
            out.flush();
        } finally {
            frame.release();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        lock.lock();
        try {
            hangUp();
        } finally {
            lock.unlock();
        }
    }
}
