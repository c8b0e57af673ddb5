package io.fleetwire.gateway.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A device that does nothing wrong, all the while: each of its records must be acknowledged, whatever others do. */
public final class Healthy implements AutoCloseable {

    private final Client client;
    private final Thread thread;
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile @Nullable Exception harm;
    private volatile boolean stopped;

    /** Logs in with this id, at a port of {@link LineAdapter}, and starts to report. */
    public Healthy(int port, String id) throws IOException {
        client = new Client(port);
        client.line("ID " + id);
        if (!client.hearsLine().equals("yes")) {
            throw new IOException(id + " was not let in");
        }
        thread = Thread.ofVirtual().start(this::report);
    }

    private void report() {
        try {
            while (!stopped) {
                client.line("P 1");
                if (!client.hearsLine().equals("1")) {
                    throw new IOException("a record was not acknowledged");
                }
                acknowledged.incrementAndGet();
                Thread.sleep(Duration.ofMillis(20)); // its interval, not a wait for something
            }
        } catch (IOException | InterruptedException e) {
            harm = stopped ? null : e;
        }
    }

    /** Returns when more of its records were acknowledged; fails where one was not. */
    public void isUnharmed() {
        long before = acknowledged.get();
        await().until(() -> harm != null || acknowledged.get() > before + 2);
        if (harm != null) {
            throw new AssertionError("the healthy device was harmed after " + acknowledged + " records", harm);
        }
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        client.close();
        thread.interrupt();
    }
}
