package io.fleetwire.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.command.CommandResponse;
import com.clickhouse.client.api.query.GenericRecord;
import io.fleetwire.clickhouse.server.EmbeddedClickHouse;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The real engine in a folder of its own. */
final class Database implements AutoCloseable {
    private final EmbeddedClickHouse server;
    private final Client client;

    Database(Path folder) throws IOException {
        server = EmbeddedClickHouse.start(folder.resolve("data"), freePort());
        client = new Client.Builder()
                .addEndpoint(server.url())
                .setUsername("default")
                .setPassword("")
                .setDefaultDatabase("fleet")
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    Client client() {
        return client;
    }

    @SuppressWarnings("try") // the response's close() declares Exception
    void execute(String sql) {
        try (CommandResponse done = client.execute(sql).get()) {
            assertThat(done).isNotNull();
        } catch (Exception e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The only value of the only row. */
    String value(String sql) {
        return client.queryAll(sql).getFirst().getString(1);
    }

    List<GenericRecord> run(Queries query, Map<String, Object> parameters) {
        return client.queryAll(query.sql(), parameters, new com.clickhouse.client.api.query.QuerySettings());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
