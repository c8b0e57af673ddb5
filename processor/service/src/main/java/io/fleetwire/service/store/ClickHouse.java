package io.fleetwire.service.store;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.fleetwire.clickhouse.MigrationException;
import io.fleetwire.clickhouse.Migrator;
import io.fleetwire.clickhouse.Queries;
import io.fleetwire.event.wire.Json;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ClickHouse, one question at a time. */
public final class ClickHouse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClickHouse.class);
    /** Longer, and a person has left. */
    private static final Duration QUERY_WITHIN = Duration.ofSeconds(10);

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    /** Below the server's 3 s: it closes what is idle for longer. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

    private final Client client;

    public ClickHouse(StoreConfig config) {
        this(config.url(), config.user(), config.password().orElse(""));
    }

    ClickHouse(String url, String user, String password) {
        client = new Client.Builder()
                .addEndpoint(url)
                .setUsername(user)
                .setPassword(password)
                .setClientName("fleetwire-service")
                .setConnectTimeout(CONNECT_WITHIN.toMillis(), ChronoUnit.MILLIS)
                .setConnectionRequestTimeout(CONNECT_WITHIN.toMillis(), ChronoUnit.MILLIS)
                .setSocketTimeout(QUERY_WITHIN.toMillis(), ChronoUnit.MILLIS)
                .setKeepAliveTimeout(KEEP_ALIVE.toMillis(), ChronoUnit.MILLIS)
                .setMaxRetries(1)
                .build();
    }

    /**
     * The answer's rows.
     *
     * @throws StoreUnavailableException where there is none
     */
    @SuppressWarnings("try") // the response's close() declares Exception; an interrupt is handled below
    List<Row> ask(Queries query, Map<String, Object> parameters) {
        QuerySettings settings = new QuerySettings()
                .setFormat(ClickHouseFormat.JSONEachRow)
                .serverSetting("date_time_output_format", "iso")
                .serverSetting("output_format_json_quote_64bit_integers", "0")
                .setMaxExecutionTime((int) QUERY_WITHIN.toSeconds());
        try (QueryResponse response = client.query(query.sql(), parameters, settings)
                        .get(QUERY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
                MappingIterator<JsonNode> values =
                        Json.mapper().readerFor(JsonNode.class).readValues(response.getInputStream())) {
            List<Row> rows = new ArrayList<>();
            while (values.hasNext()) {
                rows.add(new Row(values.next()));
            }
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The service is stopping.", e);
        } catch (Exception e) {
            LOG.warn("ClickHouse did not answer {}: {}", query, e.toString());
            throw new StoreUnavailableException(
                    "The store (ClickHouse) does not answer. Live positions and alerts go on; history, trips and"
                            + " scores return with it, nothing is lost.",
                    e);
        }
    }

    /** Whether it answers. */
    public boolean isUp() {
        return client.ping(CONNECT_WITHIN.toMillis());
    }

    /**
     * Brings the schema up to date; false: ClickHouse is away, try again.
     *
     * @throws MigrationException where trying again does not help
     */
    boolean migrate() {
        if (!isUp()) {
            return false;
        }
        int applied = new Migrator(client).migrate();
        LOG.info(applied == 0 ? "the schema is up to date" : "brought the schema up to date: {} steps", applied);
        return true;
    }

    @Override
    public void close() {
        client.close();
    }
}
