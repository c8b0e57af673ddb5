package io.fleetwire.clickhouse.server.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The database {@code default}. The engine opens one of its own at each start, in which every path of the machine is a
 * table: {@code SELECT * FROM `/etc/passwd`}. An ordinary one takes its place before the first request.
 */
final class DefaultDatabase {

    private static final String METADATA = "metadata/default.sql";

    /** A link to the tables' metadata; there as soon as there is a table. */
    private static final String TABLES = "metadata/default";

    private DefaultDatabase() {}

    /**
     * Before the engine starts. Of an earlier start's database without tables the engine registers half, and can then not
     * detach it ("Cannot find UUID mapping"): it is made anew instead.
     */
    static void forgetEmpty(Path data) {
        try {
            if (!Files.exists(data.resolve(TABLES), LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(data.resolve(METADATA));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the database default in " + data, e);
        }
    }

    /** Puts the ordinary database in the place of the engine's own. */
    static void replace(EngineConnection connection, Path data) throws EngineException {
        boolean known = Files.exists(data.resolve(METADATA));
        connection.text("DETACH DATABASE default");
        connection.text(known ? "ATTACH DATABASE default" : "CREATE DATABASE default ENGINE = Atomic");
        String engine = connection.text("SELECT engine FROM system.databases WHERE name = 'default'");
        if (!engine.equals("Atomic")) {
            throw new IllegalStateException(
                    "the database default is of the kind " + engine + " and would give away files");
        }
    }
}
