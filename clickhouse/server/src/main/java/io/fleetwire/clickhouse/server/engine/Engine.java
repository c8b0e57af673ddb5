package io.fleetwire.clickhouse.server.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** Where the engine looks for files of its users: below the data folder, and nothing is there. */
    private static final Map<String, String> PATHS = Map.of(
            "user_files_path", "user_files",
            "format_schema_path", "format_schemas",
            "user_scripts_path", "user_scripts",
            "dictionaries_lib_path", "dictionaries_lib",
            "dynamic_user_defined_executable_functions_path", "user_functions",
            "top_level_domains_path", "top_level_domains");

    private final ChdbFunctions chdb;
    private final DataFolder folder;
    private final List<EngineConnection> connections;

    private Engine(ChdbFunctions chdb, DataFolder folder, List<EngineConnection> connections) {
        this.chdb = chdb;
        this.folder = folder;
        this.connections = connections;
    }

    /**
     * Opens the data folder, repairing it first where the last process was killed.
     *
     * @param settings server and query settings, as {@code --name=value} would set them
     * @param connectionCount how many statements can run at once
     */
    public static Engine open(Path library, Path data, Map<String, String> settings, int connectionCount) {
        DataFolder folder;
        try {
            folder = DataFolder.open(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the data folder " + data, e);
        }
        ChdbFunctions chdb = ChdbLibrary.load(library);
        List<String> arguments = new ArrayList<>(List.of("clickhouse", "--path=" + data));
        PATHS.forEach((name, below) -> arguments.add("--" + name + "=" + data.resolve(below) + "/"));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        List<EngineConnection> connections = new ArrayList<>();
        DefaultDatabase.forgetEmpty(data);
        for (int i = 0; i < connectionCount; i++) {
            connections.add(EngineConnection.open(chdb, arguments));
        }
        try {
            DefaultDatabase.replace(connections.getFirst(), data);
        } catch (EngineException e) {
            throw new IllegalStateException("the database default cannot be opened: " + e.text(), e);
        }
        return new Engine(chdb, folder, List.copyOf(connections));
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
            folder.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot clear the mark; the next start will check the folder", e);
        }
    }
}
