package io.fleetwire.engine.job.store;

import io.fleetwire.engine.job.store.Store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties an {@link Outbox} into the store, oldest first, in a thread of its own. */
final class OutboxLoader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxLoader.class);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final Store store;
    private final Thread thread;

    private final AtomicLong loaded = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    /** Refused batches and when to try them again, by name; each is a file of the outbox. */
    private final Map<String, Retry> refused = new HashMap<>();

    private volatile boolean closed;
    private volatile String problem = "";

    private record Retry(Duration pause, long atNanos) {}

    OutboxLoader(Outbox outbox, Store store, String name) {
        this.outbox = outbox;
        this.store = store;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                Outbox.Entry entry = outbox.next(this::mayBeTried, IDLE).orElse(null);
                if (entry == null || closed) {
                    continue;
                }
                if (load(entry)) {
                    pause = FIRST_PAUSE;
                } else {
                    outbox.pause(pause);
                    pause = longer(pause);
                }
            }
        } catch (InterruptedException e) {
            // Asked to stop: what waits here waits on.
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the next batch may be tried at once. */
    private boolean load(Outbox.Entry entry) throws InterruptedException {
        try {
            store.insert(entry.table(), entry.token(), entry.file());
            outbox.loaded(entry);
            refused.remove(entry.name());
            loaded.incrementAndGet();
            if (!problem.isEmpty()) {
                LOG.info("ClickHouse takes batches again; {} wait", outbox.files());
                problem = "";
            }
            return true;
        } catch (StoreException e) {
            return failed(entry, e);
        } catch (IOException e) {
            report("the outbox cannot be read: " + e.getMessage());
            return false;
        }
    }

    private boolean failed(Outbox.Entry entry, StoreException e) {
        return switch (e.kind()) {
            case AWAY -> {
                report("ClickHouse is away, batches wait in the outbox: " + e.getMessage());
                yield false;
            }
            case REFUSED -> {
                Retry before = refused.get(entry.name());
                Duration pause = before == null ? FIRST_PAUSE : longer(before.pause);
                refused.put(entry.name(), new Retry(pause, System.nanoTime() + pause.toNanos()));
                report("ClickHouse refuses a batch for " + entry.table() + ": " + e.getMessage());
                yield true;
            }
            case POISON -> putAside(entry, e);
        };
    }

    private boolean putAside(Outbox.Entry entry, StoreException e) {
        try {
            Path aside = outbox.reject(entry);
            refused.remove(entry.name());
            rejected.incrementAndGet();
            LOG.error("ClickHouse cannot read a batch for {}; it was put aside as {}", entry.table(), aside, e);
            return true;
        } catch (IOException moving) {
            report("a batch ClickHouse cannot read cannot be put aside: " + moving.getMessage());
            return false;
        }
    }

    private boolean mayBeTried(Outbox.Entry entry) {
        Retry retry = refused.get(entry.name());
        return retry == null || System.nanoTime() - retry.atNanos >= 0;
    }

    /** Says it once, not at every attempt. */
    private void report(String text) {
        if (!text.equals(problem)) {
            LOG.warn("{}; {} batches of {} bytes wait", text, outbox.files(), outbox.bytes());
        }
        problem = text;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    long loaded() {
        return loaded.get();
    }

    long rejected() {
        return rejected.get();
    }

    /** Why batches wait; empty: they don't. */
    String problem() {
        return problem;
    }

    @Override
    public void close() {
        closed = true;
        outbox.close();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
