package io.fleetwire.engine.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;

/**
 * The folder of checkpoints and savepoints. Each run of the job writes into a folder of its own; what counts is the newest completed one of all runs,
 * never an older one: going back further would say again what was said and taken back since.
 */
public final class Checkpoints {

    /** Completed means that this file is there: it is written last. */
    static final String METADATA = "_metadata";

    /** Folders of former runs that are kept for a person to look at. */
    private static final int KEPT_RUNS = 3;

    private Checkpoints() {}

    /**
     * The newest completed checkpoint or savepoint; none in a new or empty folder.
     *
     * @throws IOException where the folder cannot be read, or the newest one is damaged
     */
    public static Optional<Path> newest(Path folder) throws IOException {
        List<Path> completed = completed(folder);
        if (completed.isEmpty()) {
            return Optional.empty();
        }
        Path newest = completed.getFirst();
        if (Files.size(newest.resolve(METADATA)) == 0) {
            throw new IOException("the newest checkpoint " + newest + " is damaged (its " + METADATA
                    + " is empty). Starting from an older one would repeat what was said since; to read everything"
                    + " from Kafka again, move " + folder + " away");
        }
        return Optional.of(newest);
    }

    /** Completed checkpoints and savepoints, the newest first. */
    private static List<Path> completed(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        // A checkpoint is RUN/chk-N, a savepoint savepoint-X.
        try (Stream<Path> files = Files.find(
                folder, 3, (file, attributes) -> file.getFileName().toString().equals(METADATA))) {
            for (Path file : files.toList()) {
                found.add(file.getParent());
            }
        }
        found.sort(Comparator.comparing(Checkpoints::completedAt).reversed());
        return found;
    }

    private static FileTime completedAt(Path checkpoint) {
        try {
            return Files.getLastModifiedTime(checkpoint.resolve(METADATA));
        } catch (IOException e) {
            // Deleted by a run that is just ending: then it is not the newest.
            return FileTime.fromMillis(0);
        }
    }

    /** Removes the folders of runs that ended before the last few. */
    static void removeOld(Path folder) throws IOException {
        List<Path> runs = new ArrayList<>();
        for (Path checkpoint : completed(folder)) {
            Path run = folder.resolve(folder.relativize(checkpoint).getName(0));
            if (!runs.contains(run)) {
                runs.add(run);
            }
        }
        for (Path old : runs.subList(Math.min(KEPT_RUNS, runs.size()), runs.size())) {
            FileUtils.deleteDirectory(old.toFile());
        }
        removeWithoutCheckpoint(folder, runs);
    }

    /** A run that ended before its first checkpoint was complete left files that nothing refers to. */
    private static void removeWithoutCheckpoint(Path folder, List<Path> runs) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.filter(Files::isDirectory).toList()) {
                if (!runs.contains(child)) {
                    FileUtils.deleteDirectory(child.toFile());
                }
            }
        }
    }
}
