package io.fleetwire.clickhouse.server.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The engine with its data folder open. All connections are opened here, at once and before any traffic: connecting
 * touches the process's signal handlers, so it must not happen while other threads work.
 */
public final class Engine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    /** Present while the engine runs; found at start, the last stop was not a clean one. */
    private static final String RUNNING_MARK = "fleetwire-running";

    private final ChdbFunctions chdb;
    private final Path mark;
    private final List<EngineConnection> connections;

    private Engine(ChdbFunctions chdb, Path mark, List<EngineConnection> connections) {
        this.chdb = chdb;
        this.mark = mark;
        this.connections = connections;
    }

    /**
     * Opens the data folder, repairing it first where the last process was killed.
     *
     * @param settings server and query settings, as {@code --name=value} would set them
     * @param connectionCount how many statements can run at once
     */
    public static Engine open(Path library, Path data, Map<String, String> settings, int connectionCount) {
        Path mark = data.resolve(RUNNING_MARK);
        try {
            Files.createDirectories(data);
            if (Files.exists(mark)) {
                int repaired = DeduplicationLogs.repair(data);
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the last stop was not clean; {0} deduplication entries without their part were withdrawn",
                        repaired);
            } else {
                Files.createFile(mark);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the data folder " + data, e);
        }
        ChdbFunctions chdb = ChdbLibrary.load(library);
        List<String> arguments = new ArrayList<>(List.of("clickhouse", "--path=" + data));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        List<EngineConnection> connections = new ArrayList<>();
        for (int i = 0; i < connectionCount; i++) {
            connections.add(EngineConnection.open(chdb, arguments));
        }
        return new Engine(chdb, mark, List.copyOf(connections));
    }

    /** All connections, each to be used by one thread at a time. */
    public List<EngineConnection> connections() {
        return connections;
    }

    /** Closes every connection and stops the engine's threads; nothing may run on a connection any more. */
    @Override
    public void close() {
        connections.forEach(EngineConnection::close);
        if (chdb.shutdown() != 0) {
            LOG.log(System.Logger.Level.ERROR, "the engine did not stop all of its threads");
            return;
        }
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot remove " + mark + "; the next start will check the folder", e);
        }
    }
}
