package io.fleetwire.engine.job;

import com.clickhouse.client.api.Client;
import io.fleetwire.clickhouse.Migrator;
import io.fleetwire.clickhouse.server.EmbeddedClickHouse;
import io.fleetwire.engine.job.store.ClickHouseTarget;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The real ClickHouse engine in a process of its own, with the stack's tables; it can be stopped and started again. */
final class TestStore implements AutoCloseable {

    private final Path folder;
    private final int port;
    private @Nullable EmbeddedClickHouse server;

    TestStore(Path folder) throws IOException {
        this.folder = folder.resolve("clickhouse");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        start();
        try (Client client = client()) {
            new Migrator(client).migrate();
        }
    }

    void start() throws IOException {
        server = EmbeddedClickHouse.start(folder, port);
    }

    void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    void kill() {
        if (server != null) {
            server.kill();
            server = null;
        }
    }

    ClickHouseTarget target() {
        return new ClickHouseTarget("http://127.0.0.1:" + port, "default", "", "fleet");
    }

    private Client client() {
        return new Client.Builder()
                .addEndpoint("http://127.0.0.1:" + port)
                .setUsername("default")
                .setPassword("")
                .build();
    }

    /** The only number of the only row. */
    long number(String sql) {
        try (Client client = client()) {
            return Long.parseLong(client.queryAll(sql).getFirst().getString(1));
        }
    }

    /** The only text of the only row. */
    String text(String sql) {
        try (Client client = client()) {
            return client.queryAll(sql).getFirst().getString(1);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
