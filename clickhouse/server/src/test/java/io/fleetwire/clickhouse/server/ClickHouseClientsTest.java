package io.fleetwire.clickhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ClickHouse's own Java clients against it: client-v2, and clickhouse-jdbc as a JDBC tool uses it. */
class ClickHouseClientsTest {
    private static final String PASSWORD = "s3cret";

    @TempDir
    static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        server = new RunningServer(folder.resolve("data"), "--password-file", file.toString());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Client client(boolean compressRequest, boolean compressResponse, boolean http) {
        return new Client.Builder()
                .addEndpoint(server.url())
                .setUsername("default")
                .setPassword(PASSWORD)
                .compressClientRequest(compressRequest)
                .compressServerResponse(compressResponse)
                .useHttpCompression(http)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "true, true, false", "true, true, true"})
    void clientV2InsertsBinaryRowsAndReadsThemBack(boolean compressRequest, boolean compressResponse, boolean http)
            throws Exception {
        try (Client client = client(compressRequest, compressResponse, http)) {
            client.execute("CREATE OR REPLACE TABLE v2 (a UInt32, s String) ENGINE = MergeTree ORDER BY a")
                    .get();
            int rows = 100_000;
            InsertSettings settings = new InsertSettings();
            try (InsertResponse response = client.insert(
                            "v2",
                            List.of("a", "s"),
                            new ByteArrayInputStream(rowBinary(rows)),
                            ClickHouseFormat.RowBinary,
                            settings)
                    .get(30, TimeUnit.SECONDS)) {
                assertThat(response.getWrittenRows()).isEqualTo(rows);
            }
            List<GenericRecord> all = client.queryAll("SELECT a, s FROM v2 ORDER BY a");
            assertThat(all).hasSize(rows);
            assertThat(all.getLast().getLong("a")).isEqualTo(rows - 1);
            assertThat(all.getLast().getString("s")).isEqualTo("row " + (rows - 1));
        }
    }

    @Test
    void clientV2GetsTheEnginesError() {
        try (Client client = client(false, true, false)) {
            assertThatThrownBy(() -> client.queryAll("SELECT * FROM nowhere"))
                    .hasRootCauseInstanceOf(ServerException.class)
                    .rootCause()
                    .hasMessageContaining("nowhere");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        String url = "jdbc:clickhouse:" + server.url();
        assertThatThrownBy(() -> DriverManager.getConnection(url, "default", "wrong")
                        .createStatement()
                        .executeQuery("SELECT 1"))
                .isInstanceOf(SQLException.class);
        assertThat(server.post("SELECT 1")).startsWith("Code: 516");
    }

    @Test
    void jdbcReadsWritesAndPrepares() throws SQLException {
        try (Connection connection = jdbc();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE TABLE j (a UInt32, s Nullable(String), t DateTime64(3, 'UTC'), m Map(String, Float64)) ENGINE = MergeTree ORDER BY a");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO j VALUES (?, ?, now64(3), map('x', 1.5))")) {
                for (int i = 0; i < 3; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, i == 1 ? null : "it's {fn row} " + i + " ?");
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            assertThat(statement.executeUpdate("INSERT INTO j (a, s) VALUES (9, 'nine')"))
                    .isEqualTo(1);
            try (PreparedStatement select = connection.prepareStatement("SELECT s FROM j WHERE a >= ? ORDER BY a")) {
                select.setInt(1, 1);
                List<String> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                assertThat(found).containsExactly(null, "it's {fn row} 2 ?", "nine");
            }
        }
    }

    /** What DBeaver and Metabase ask before they show anything. */
    @Test
    void jdbcMetadataListsTablesAndColumns() throws SQLException {
        try (Connection connection = jdbc();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS shown");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS shown.places (id UInt64, name LowCardinality(String), lat Nullable(Float64)) ENGINE = MergeTree ORDER BY id");
            DatabaseMetaData metadata = connection.getMetaData();
            assertThat(metadata.getDatabaseProductName()).isEqualTo("ClickHouse");
            assertThat(metadata.getDatabaseMajorVersion()).isGreaterThanOrEqualTo(26);
            assertThat(column(metadata.getSchemas(), "TABLE_SCHEM")).contains("shown", "system");
            assertThat(column(metadata.getTables(null, "shown", "%", null), "TABLE_NAME"))
                    .containsExactly("places");
            assertThat(column(metadata.getColumns(null, "shown", "places", "%"), "COLUMN_NAME"))
                    .containsExactly("id", "name", "lat");
        }
    }

    @Test
    void jdbcReadsABigResultInLittleMemory() throws SQLException {
        try (Connection connection = jdbc();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number, repeat('x', 100) FROM numbers(3000000)")) {
            long count = 0;
            while (rows.next()) {
                count++;
            }
            assertThat(count).isEqualTo(3_000_000);
        }
    }

    private static Connection jdbc() throws SQLException {
        return DriverManager.getConnection("jdbc:clickhouse:" + server.url(), "default", PASSWORD);
    }

    private static List<String> column(ResultSet rows, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                values.add(rows.getString(name));
            }
        }
        return values;
    }

    private static byte[] rowBinary(int rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int i = 0; i < rows; i++) {
            out.writeInt(Integer.reverseBytes(i));
            byte[] text = ("row " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            out.writeByte(text.length);
            out.write(text);
        }
        return bytes.toByteArray();
    }
}
