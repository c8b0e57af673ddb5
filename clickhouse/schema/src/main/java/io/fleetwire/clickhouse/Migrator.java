package io.fleetwire.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.command.CommandResponse;
import com.clickhouse.client.api.command.CommandSettings;
import com.clickhouse.client.api.query.GenericRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Brings the schema up to date, in order, each step once; what was applied is in {@code fleet.schema_migrations}. */
public final class Migrator {
    private static final System.Logger LOG = System.getLogger(Migrator.class.getName());
    private static final long TIMEOUT_S = 120;
    /** The client's own database may be the one that does not exist yet. */
    private static final CommandSettings ANYWHERE = databaseThatExists();

    private static final List<String> HISTORY = List.of("CREATE DATABASE IF NOT EXISTS fleet", """
            CREATE TABLE IF NOT EXISTS fleet.schema_migrations
            (
                version UInt32,
                name String,
                checksum FixedString(64),
                applied_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
            )
            ENGINE = ReplacingMergeTree(applied_at)
            ORDER BY version""");

    private final Client client;
    private final List<Migration> migrations;

    /**
     * @param client connected to the server; stays open
     */
    public Migrator(Client client) {
        this(client, Migration.all());
    }

    Migrator(Client client, List<Migration> migrations) {
        this.client = client;
        this.migrations = migrations;
    }

    /**
     * Applies what is missing; does nothing where nothing is.
     *
     * @return how many steps were applied
     * @throws MigrationException where an applied step has another text now, a step fails, or the schema is newer
     */
    public int migrate() {
        HISTORY.forEach(this::execute);
        Map<Integer, String> applied = applied();
        int count = 0;
        for (Migration migration : migrations) {
            String checksum = applied.remove(migration.version());
            if (checksum == null) {
                apply(migration);
                count++;
            } else if (!checksum.equals(migration.checksum())) {
                throw new MigrationException(
                        "Migration " + migration.name() + " was changed after it had been applied to"
                                + " this database: put its old text back and make the change in a new migration.");
            }
        }
        if (!applied.isEmpty()) {
            throw new MigrationException("This database has migrations that this version does not know ("
                    + applied.keySet() + "): start the newer version that made them.");
        }
        return count;
    }

    private static CommandSettings databaseThatExists() {
        CommandSettings settings = new CommandSettings();
        settings.setDatabase("default");
        return settings;
    }

    private void apply(Migration migration) {
        migration.statements().forEach(this::execute);
        execute("INSERT INTO fleet.schema_migrations (version, name, checksum) VALUES (" + migration.version() + ", '"
                + migration.name() + "', '" + migration.checksum() + "')");
    }

    private Map<Integer, String> applied() {
        Map<Integer, String> applied = new HashMap<>();
        for (GenericRecord row : client.queryAll("SELECT version, checksum FROM fleet.schema_migrations FINAL")) {
            applied.put(row.getInteger("version"), row.getString("checksum"));
        }
        return applied;
    }

    @SuppressWarnings("try") // the response's close() declares Exception; an interrupt is handled below
    private void execute(String sql) {
        try (CommandResponse done = client.execute(sql, ANYWHERE).get(TIMEOUT_S, TimeUnit.SECONDS)) {
            LOG.log(System.Logger.Level.DEBUG, "{0} ms: {1}", done.getServerTime() / 1_000_000, sql);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("Interrupted while migrating.", e);
        } catch (Exception e) {
            throw new MigrationException("ClickHouse refused a step of the schema: " + sql, e);
        }
    }
}
