package io.fleetwire.clickhouse.server.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The data folder, held by this process alone. A mark in it that is there from the start to the end of a run tells, when
 * it is found at the next start, that the run was killed; a lock on it keeps a second process from repairing a folder
 * that is in use.
 */
final class DataFolder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DataFolder.class.getName());
    private static final String MARK = "fleetwire-running";

    private final Path mark;
    private final FileChannel lock;

    private DataFolder(Path mark, FileChannel lock) {
        this.mark = mark;
        this.lock = lock;
    }

    /**
     * Takes the folder, creating it where it does not exist and repairing it where the last run was killed.
     *
     * @throws IllegalStateException where another process has it
     */
    static DataFolder open(Path data) throws IOException {
        Files.createDirectories(data);
        Path mark = data.resolve(MARK);
        boolean killed = Files.exists(mark);
        FileChannel channel = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IllegalStateException("the data folder " + data + " is in use by another process");
        }
        if (killed) {
            int withdrawn = DeduplicationLogs.repair(data);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the last stop was not clean; {0} deduplication entries without their part were withdrawn",
                    withdrawn);
        }
        return new DataFolder(mark, channel);
    }

    /** Gives the folder back after a clean stop. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(mark);
        lock.close();
    }
}
