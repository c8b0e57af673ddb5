package io.fleetwire.standalone.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** {@code DATA/run}: who runs on this data folder. Held by one supervisor at a time. */
public final class RunFolder implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Path folder;
    private final FileChannel channel;

    private RunFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, and stops what a supervisor that was killed has left running.
     *
     * @throws FolderInUseException where another supervisor holds it
     */
    public static RunFolder take(Path folder) throws IOException, FolderInUseException {
        PrivateFiles.create(folder);
        PrivateFiles.createFile(folder.resolve("lock"));
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            throw new FolderInUseException(folder);
        }
        RunFolder run = new RunFolder(folder, channel);
        run.stopOrphans();
        run.write("up", ProcessHandle.current());
        return run;
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Notes that this process plays this part. The start time tells it from a later process of the same number. */
    void write(String name, ProcessHandle process) throws IOException {
        PrivateFiles.createFile(pidFile(name));
        PrivateFiles.createFile(startFile(name));
        Files.writeString(pidFile(name), process.pid() + "\n");
        Files.writeString(startFile(name), startOf(process));
    }

    void remove(String name) throws IOException {
        Files.deleteIfExists(pidFile(name));
        Files.deleteIfExists(startFile(name));
    }

    private Path pidFile(String name) {
        return folder.resolve(name + ".pid");
    }

    private Path startFile(String name) {
        return folder.resolve(name + ".started");
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("");
    }

    private void stopOrphans() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".pid"))
                    .map(file -> file.substring(0, file.length() - ".pid".length()))
                    .toList();
            for (String name : names) {
                stopOrphan(name);
                remove(name);
            }
        }
    }

    private void stopOrphan(String name) throws IOException {
        String pid = Files.readString(pidFile(name)).strip();
        if (!pid.matches("\\d{1,10}") || Files.notExists(startFile(name))) {
            return;
        }
        String started = Files.readString(startFile(name));
        ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> !started.isEmpty() && started.equals(startOf(process)))
                .ifPresent(RunFolder::stop);
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        remove("up");
        channel.close();
    }

    /** Another supervisor holds the folder. */
    public static final class FolderInUseException extends Exception {
        FolderInUseException(Path folder) {
            super("another fleet runs on this data folder (" + folder.getParent()
                    + "): stop it with Ctrl-C where it runs, or choose another folder with --data");
        }
    }
}
