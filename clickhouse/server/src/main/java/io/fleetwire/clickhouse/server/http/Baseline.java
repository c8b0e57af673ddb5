package io.fleetwire.clickhouse.server.http;

import io.fleetwire.clickhouse.server.engine.EngineConnection;
import io.fleetwire.clickhouse.server.engine.EngineException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection's settings and current database at one moment, and the way back to them after a request that changed
 * some.
 */
record Baseline(Map<String, String> settings, String database) {
    private static final System.Logger LOG = System.getLogger(Baseline.class.getName());
    private static final String CHANGED =
            "SELECT name, value FROM system.settings WHERE changed AND name != 'log_comment'";
    private static final String TEMPORARY = "SELECT name FROM system.tables WHERE is_temporary";

    /** The connection's state now. */
    static Baseline of(EngineConnection connection) throws EngineException {
        return new Baseline(changed(connection), connection.text("SELECT currentDatabase()"));
    }

    /** Sets the request's settings and database; on failure the connection is as before. */
    void apply(EngineConnection connection, QueryRequest request) throws EngineException {
        try {
            if (!request.settings().isEmpty()) {
                List<String> changes = new ArrayList<>();
                request.settings().forEach((name, value) -> changes.add(name(name) + " = " + text(value)));
                connection.text("SET " + String.join(", ", changes));
            }
            if (request.database().isPresent()) {
                connection.text("USE " + name(request.database().get()));
            }
        } catch (EngineException e) {
            undo(connection, request);
            throw e;
        }
    }

    /** Takes back what {@link #apply} did. */
    void undo(EngineConnection connection, QueryRequest request) {
        try {
            reset(connection, request.settings().keySet());
            if (request.database().isPresent()) {
                connection.text("USE " + name(database));
            }
        } catch (EngineException e) {
            handOver(connection); // a setting that forbids to set it back, such as allow_ddl
        }
    }

    /** Brings a connection back to this state, whatever was done with it. */
    void restore(EngineConnection connection) throws EngineException {
        Map<String, String> now = changed(connection);
        List<String> different = new ArrayList<>();
        now.forEach((name, value) -> {
            if (!value.equals(settings.get(name))) {
                different.add(name);
            }
        });
        settings.keySet().stream().filter(name -> !now.containsKey(name)).forEach(different::add);
        reset(connection, different);
        connection.text("USE " + name(database));
    }

    /** The connection is for someone else now: as {@link #restore}, and drops temporary tables; this cannot fail. */
    void handOver(EngineConnection connection) {
        try {
            restore(connection);
            for (String table : connection.text(TEMPORARY).lines().toList()) {
                connection.text("DROP TEMPORARY TABLE IF EXISTS " + name(table));
            }
        } catch (EngineException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection is opened anew: {0}", e.text());
            connection.reopen();
        }
    }

    private void reset(EngineConnection connection, Collection<String> names) throws EngineException {
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            String before = settings.get(name);
            changes.add(name(name) + " = " + (before == null ? "DEFAULT" : text(before)));
        }
        if (!changes.isEmpty()) {
            connection.text("SET " + String.join(", ", changes));
        }
    }

    private static Map<String, String> changed(EngineConnection connection) throws EngineException {
        Map<String, String> changed = new TreeMap<>();
        for (String line : connection.text(CHANGED).lines().toList()) {
            int tab = line.indexOf('\t');
            changed.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return changed;
    }

    private static String name(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    private static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
