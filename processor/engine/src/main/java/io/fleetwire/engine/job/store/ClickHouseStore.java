package io.fleetwire.engine.job.store;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import io.fleetwire.engine.job.store.Store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** ClickHouse, by its own client. Not thread-safe. */
final class ClickHouseStore implements Store {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** A batch is at most 32 MiB; a server that needs longer for it is as good as away. */
    private static final Duration INSERT_TIMEOUT = Duration.ofSeconds(60);

    /**
     * What ClickHouse says of data it cannot read. Everything else may pass: a table that is not there yet, a limit, a disk that is full.
     * CANNOT_PARSE_TEXT, ATTEMPT_TO_READ_AFTER_EOF, CANNOT_READ_ALL_DATA, TOO_LARGE_STRING_SIZE, TOO_LARGE_ARRAY_SIZE, INCORRECT_DATA,
     * VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE (ClickHouse, {@code ErrorCodes.cpp}).
     */
    private static final Set<Integer> POISON = Set.of(6, 32, 33, 117, 128, 131, 321);

    /**
     * One batch, one block per partition: deduplication is by block, so a replay must be cut as the first try was, whatever the server's profile says.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "async_insert", "0",
            "insert_deduplicate", "1",
            "max_insert_block_size", "1048449",
            "min_insert_block_size_rows", "1048449",
            "min_insert_block_size_bytes", "268402944",
            "max_insert_threads", "1",
            "max_partitions_per_insert_block", "0",
            "input_format_with_types_use_header", "1");

    private final Client client;
    private final String database;
    private boolean checked;

    ClickHouseStore(ClickHouseTarget target) {
        this.database = target.database();
        this.client = new Client.Builder()
                .addEndpoint(target.url())
                .setUsername(target.user())
                .setPassword(target.password())
                .setDefaultDatabase(database)
                .setConnectTimeout(CONNECT_TIMEOUT.toMillis(), ChronoUnit.MILLIS)
                .setSocketTimeout(INSERT_TIMEOUT.toMillis(), ChronoUnit.MILLIS)
                // Below the three seconds after which a server drops an idle connection.
                .setKeepAliveTimeout(2, ChronoUnit.SECONDS)
                .setMaxRetries(0)
                .compressClientRequest(false)
                .build();
    }

    @Override
    public void insert(String table, String token, Path data) throws StoreException, InterruptedException, IOException {
        try {
            if (!checked) {
                checkSchema();
                checked = true;
            }
            InsertSettings settings = new InsertSettings().setDeduplicationToken(token);
            SETTINGS.forEach(settings::serverSetting);
            try (InputStream in = Files.newInputStream(data);
                    InsertResponse response = client.insert(
                                    table, in, ClickHouseFormat.RowBinaryWithNamesAndTypes, settings)
                            .get(INSERT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                response.getWrittenRows();
            }
        } catch (ExecutionException e) {
            throw refusal(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new StoreException(Kind.AWAY, "no answer within " + INSERT_TIMEOUT, e);
        } catch (RuntimeException e) {
            throw refusal(e);
        }
    }

    private static StoreException refusal(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException server && server.getCode() > 0) {
                Kind kind = POISON.contains(server.getCode()) ? Kind.POISON : Kind.REFUSED;
                return new StoreException(kind, String.valueOf(server.getMessage()), e);
            }
        }
        return new StoreException(Kind.AWAY, String.valueOf(e.getMessage()), e);
    }

    /** A migration that was not run, or was for another version, is found before the first batch and named column by column. */
    private void checkSchema() throws StoreException {
        Map<String, String> actual = new HashMap<>();
        for (GenericRecord column :
                client.queryAll("SELECT table, name, type FROM system.columns WHERE database = '" + database + "'")) {
            actual.put(column.getString("table") + "." + column.getString("name"), column.getString("type"));
        }
        List<String> differences = new ArrayList<>();
        for (TableFormat<?> table : Tables.ALL) {
            for (TableFormat.Column column : table.columns()) {
                String name = table.table() + "." + column.name();
                String type = actual.get(name);
                if (type == null) {
                    differences.add(name + " is missing");
                } else if (!type.equals(column.type())) {
                    differences.add(name + " is " + type + " instead of " + column.type());
                }
            }
        }
        if (!differences.isEmpty()) {
            throw new StoreException(
                    Kind.AWAY,
                    "the database " + database + " is not the engine's (run the migrations): "
                            + String.join(", ", differences),
                    new IllegalStateException("schema"));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
