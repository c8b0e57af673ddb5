package io.fleetwire.engine.job.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Batches between their checkpoint and ClickHouse: one file each in a folder, there for good once {@link #put} has returned.
 *
 * <p>Committing is putting a file here, so a store that is away holds up nothing until the folder is full; then committing waits, and with it the
 * job. Putting a batch twice leaves one file; one that was loaded already is loaded again under the same token, which ClickHouse knows.
 */
final class Outbox implements Closeable {

    private static final String SUFFIX = ".rowbinary";
    private static final String UNFINISHED = ".part";
    private static final String REJECTED = "rejected";

    /**
     * A batch that waits.
     *
     * @param name sorts by the time it was sealed
     */
    record Entry(String name, Path file, String table, String token, long bytes) {}

    private final Path folder;
    private final long limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** As many as {@code limitBytes} allows. */
    private final TreeMap<String, Entry> waiting = new TreeMap<>();

    private long bytes;
    private boolean closed;

    private Outbox(Path folder, long limitBytes) {
        this.folder = folder;
        this.limitBytes = limitBytes;
    }

    /** Opens a folder; what a crash left half written is removed, its batch will be put again. */
    static Outbox open(Path folder, long limitBytes) throws IOException {
        Outbox outbox = new Outbox(folder, limitBytes);
        Files.createDirectories(folder.resolve(REJECTED));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(UNFINISHED)) {
                    Files.delete(file);
                } else if (name.endsWith(SUFFIX)) {
                    outbox.add(file);
                }
            }
        }
        return outbox;
    }

    /**
     * Takes over what waits in another folder, whose owner is gone since the job runs with fewer instances.
     */
    void adopt(Path other) throws IOException {
        try (Stream<Path> files = Files.list(other)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                Path here = folder.resolve(file.getFileName());
                Files.move(file, here, StandardCopyOption.ATOMIC_MOVE);
                add(here);
            }
        }
        sync();
    }

    /** Keeps a batch for good; waits while the outbox is full. */
    void put(Batch batch) throws IOException, InterruptedException {
        String name = "%013d-%s-%s%s".formatted(batch.createdAtMs(), batch.table(), batch.token(), SUFFIX);
        awaitRoom(name);
        Path file = folder.resolve(name);
        Path unfinished = folder.resolve(name + UNFINISHED);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer data = ByteBuffer.wrap(batch.data());
            while (data.hasRemaining()) {
                channel.write(data);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        sync();
        add(file);
    }

    private void awaitRoom(String name) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (bytes >= limitBytes && !waiting.containsKey(name)) {
                if (closed) {
                    throw new IOException("the outbox is closed");
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The oldest batch that may be tried; waits for one at most so long. */
    Optional<Entry> next(Predicate<Entry> mayBeTried, Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<Entry> next =
                        waiting.values().stream().filter(mayBeTried).findFirst();
                if (next.isPresent() || closed || nanos <= 0) {
                    return next;
                }
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless the outbox is closed before. */
    void pause(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        lock.lockInterruptibly();
        try {
            for (long left = time.toNanos(); left > 0 && !closed; left = deadline - System.nanoTime()) {
                changed.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The batch is in ClickHouse. */
    void loaded(Entry entry) throws IOException {
        Files.deleteIfExists(entry.file);
        remove(entry);
    }

    /** ClickHouse will never take this batch: put aside for a person, out of the way of the others. */
    Path reject(Entry entry) throws IOException {
        Path aside = folder.resolve(REJECTED).resolve(entry.name);
        Files.move(entry.file, aside, StandardCopyOption.REPLACE_EXISTING);
        remove(entry);
        return aside;
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    int files() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void add(Path file) throws IOException {
        String name = file.getFileName().toString();
        String[] parts = name.substring(0, name.length() - SUFFIX.length()).split("-", 3);
        if (parts.length != 3) {
            throw new IOException("not a batch of the outbox: " + file);
        }
        Entry entry = new Entry(name, file, parts[1], parts[2], Files.size(file));
        lock.lock();
        try {
            Entry before = waiting.put(name, entry);
            bytes += entry.bytes - (before == null ? 0 : before.bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void remove(Entry entry) {
        lock.lock();
        try {
            if (waiting.remove(entry.name) != null) {
                bytes -= entry.bytes;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A rename is only there for good once its folder is. */
    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
