package io.fleetwire.clickhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code curl} and any HTTP client rely on, against the real engine. */
class HttpInterfaceTest {
    @TempDir
    static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new RunningServer(folder.resolve("data"));
        server.post("CREATE TABLE t (a UInt32, s String) ENGINE = MergeTree ORDER BY a");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void saysThatItIsThere() {
        HttpRequest.Builder root = server.request(Map.of()).GET();
        assertThat(server.send(root).body()).isEqualTo("Ok.\n");
        assertThat(server.server().ready()).isTrue();
    }

    @Test
    void describesAResultInItsHeaders() {
        HttpResponse<String> answer =
                server.send(server.request(Map.of("query", "SELECT number FROM numbers(3)", "query_id", "q-1"))
                        .GET());

        assertThat(answer.body()).isEqualTo("0\n1\n2\n");
        assertThat(answer.headers().map())
                .containsEntry("x-clickhouse-query-id", java.util.List.of("q-1"))
                .containsEntry("x-clickhouse-format", java.util.List.of("TabSeparated"))
                .containsEntry("x-clickhouse-timezone", java.util.List.of("UTC"))
                .containsEntry("x-clickhouse-server-display-name", java.util.List.of("fleetwire"));
        assertThat(answer.headers().firstValue("x-clickhouse-summary").orElseThrow())
                .contains("\"read_rows\":\"3\"");
    }

    @Test
    void timesAreInUtc() {
        assertThat(server.post("SELECT timezone(), toDateTime(0)")).isEqualTo("UTC\t1970-01-01 00:00:00");
    }

    @Test
    void headHasTheHeadersOnly() {
        HttpResponse<String> answer = server.send(
                server.request(Map.of("query", "SELECT 1")).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("x-clickhouse-format")).contains("TabSeparated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            selec 1                       | 400 | 62
            SELECT 1; SELECT 2            | 400 | 62
            SELECT * FROM nowhere         | 404 | 60
            SELECT nothing                | 404 | 47
            SELECT 1 SETTINGS nosuch = 1  | 404 | 115
            SELECT sleep(3) SETTINGS max_execution_time = 0.2 | 408 | 159
            """)
    void errorsHaveTheirStatusAndClickHousesText(String sql, int status, String code) {
        HttpResponse<String> answer =
                server.send(server.request(Map.of()).POST(HttpRequest.BodyPublishers.ofString(sql)));

        assertThat(answer.body()).startsWith("Code: " + code + ". DB::Exception: ");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-clickhouse-exception-code")).contains(code);
        assertThat(server.post("SELECT 'still here'")).isEqualTo("still here");
    }

    @Test
    void getChangesNothing() {
        String answer = server.send(server.request(Map.of("query", "INSERT INTO t VALUES (1, 'no')"))
                                .GET())
                        .body()
                + server.send(server.request(Map.of("query", "DROP TABLE t")).GET())
                        .body();

        assertThat(answer).containsSubsequence("Code: 164", "Code: 164");
        assertThat(server.post("EXISTS t")).isEqualTo("1");
    }

    @Test
    void aPageInABrowserIsRefused() {
        HttpRequest.Builder page = server.request(Map.of("query", "SELECT 1")).header("Origin", "https://example.org");
        assertThat(server.send(page.GET()).statusCode()).isEqualTo(403);
    }

    @Test
    void parametersAreValuesNotText() {
        String answer = server.post(
                "SELECT {n:UInt32} + 1, {s:String}, {d:DateTime64(3)}",
                Map.of("param_n", "41", "param_s", "a'b`\\\\", "param_d", "2026-11-21 10:00:00.412"));

        assertThat(answer).isEqualTo("42\ta\\'b`\\\\\t2026-11-21 10:00:00.412\n");
    }

    @Test
    void settingsAndDatabaseLastForOneRequest() {
        server.post("CREATE DATABASE IF NOT EXISTS other");
        String query = "SELECT currentDatabase(), getSetting('max_block_size')";
        for (int i = 0; i < 30; i++) { // more than there are connections
            assertThat(server.post(query, Map.of("database", "other", "max_block_size", "77")))
                    .isEqualTo("other\t77\n");
            assertThat(server.post("SET max_block_size = 78")).isEmpty();
            assertThat(server.post("USE other")).isEmpty();
            assertThat(server.post(query)).isEqualTo("default\t65409");
        }
        assertThat(server.post("SELECT 1", Map.of("nosuch", "1"))).contains("Code: 115");
        assertThat(server.post("SELECT 1", Map.of("database", "nosuch"))).contains("Code: 81");
        assertThat(server.post(query)).isEqualTo("default\t65409");
    }

    @Test
    void settingsThatCannotBeTakenBackHurtNobodyElse() {
        for (int i = 0; i < 30; i++) { // more than there are connections
            server.post("SET readonly = 1");
            server.post("SELECT 1", Map.of("allow_ddl", "0"));
        }
        for (int i = 0; i < 30; i++) {
            assertThat(server.post("CREATE OR REPLACE TABLE made (a UInt8) ENGINE = Null"))
                    .isEmpty();
            assertThat(server.post("SELECT getSetting('max_block_size')", Map.of("max_block_size", "5")))
                    .isEqualTo("5\n");
        }
    }

    @Test
    void aSessionKeepsWhatItIsTold() {
        Map<String, String> session = Map.of("session_id", "s1");
        server.post("CREATE TEMPORARY TABLE mine (a UInt8)", session);
        server.post("INSERT INTO mine VALUES (7)", session);
        server.post("SET max_block_size = 99", session);

        assertThat(server.post("SELECT a, getSetting('max_block_size') FROM mine", session))
                .isEqualTo("7\t99\n");
        assertThat(server.post("SELECT a FROM mine", Map.of("session_id", "s2")))
                .contains("Code: 60");
        assertThat(server.post("SELECT a FROM mine")).contains("Code: 60");
    }

    @Test
    void sessionsTimeOutAndAreTurnedAwayWhenAllAreInUse() {
        for (int i = 0; i < 6; i++) {
            server.post("SELECT 1", Map.of("session_id", "short-" + i, "session_timeout", "0"));
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(server.post("SELECT 1", Map.of("session_id", "another")))
                        .isEqualTo("1\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void compressedBodiesBothWays(String encoding) throws IOException {
        server.post("TRUNCATE TABLE t");
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (OutputStream out = encoding.equals("gzip") ? new GZIPOutputStream(rows) : new DeflaterOutputStream(rows)) {
            out.write("1\ta\n2\tb\n".getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> inserted = server.send(server.request(Map.of("query", "INSERT INTO t FORMAT TSV"))
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(rows.toByteArray())));
        assertThat(inserted.statusCode()).isEqualTo(200);

        HttpResponse<byte[]> answer = server.send(
                server.request(Map.of("query", "SELECT * FROM t ORDER BY a", "enable_http_compression", "1"))
                        .header("Accept-Encoding", "gzip")
                        .GET(),
                HttpResponse.BodyHandlers.ofByteArray());
        try (InputStream text = new GZIPInputStream(new java.io.ByteArrayInputStream(answer.body()))) {
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("1\ta\n2\tb\n");
        }
    }

    @Test
    void aBodyThatIsNotCompressedAsAnnouncedIsRefused() {
        HttpResponse<String> answer = server.send(server.request(Map.of("query", "INSERT INTO t FORMAT TSV"))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("1\tplain\n")));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void insertsFromUrlAndBodyAndInOneText() {
        server.post("TRUNCATE TABLE t");
        server.insert(
                "INSERT INTO t (a, s) FORMAT JSONEachRow",
                "{\"a\":1,\"s\":\"é\"}".getBytes(StandardCharsets.UTF_8),
                Map.of());
        server.post("INSERT INTO t VALUES (2, 'values'), (3, concat('ex', 'pression'))");
        server.post("INSERT INTO t FORMAT TSV\n4\ttext\n");
        server.post("INSERT INTO t SELECT 5, 'select'");

        assertThat(server.post("SELECT * FROM t ORDER BY a"))
                .isEqualTo("1\té\n2\tvalues\n3\texpression\n4\ttext\n5\tselect");
    }

    @Test
    void anUploadThatIsCutOffStoresNothing() throws IOException {
        server.post("TRUNCATE TABLE t");
        String head = "POST /?query=INSERT%20INTO%20t%20FORMAT%20TSV HTTP/1.1\r\nHost: "
                + URI.create(server.url()).getAuthority() + "\r\n";
        cutOff(head + "Content-Length: 1000\r\n\r\n1\tcut\n2\tcut\n");
        cutOff(head + "Transfer-Encoding: chunked\r\n\r\nc\r\n3\tcut\n4\tcut\n\r\n");

        // The server has noticed both when it has no insert running any more.
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                server.post("SELECT count() FROM system.processes WHERE query LIKE 'INSERT INTO t%'"))
                        .isEqualTo("0"));
        assertThat(server.post("SELECT count() FROM t")).isEqualTo("0");
    }

    private static void cutOff(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TabSeparatedWithNamesAndTypes",
                "CSVWithNames",
                "RowBinaryWithNamesAndTypes",
                "JSONCompactEachRowWithNames",
                "Native"
            })
    void aStreamedResultIsOneDocument(String format) {
        String select = "SELECT number AS n, toString(number) AS s FROM numbers(200000) FORMAT " + format;
        HttpResponse<byte[]> answer = server.send(
                server.request(Map.of()).POST(HttpRequest.BodyPublishers.ofString(select)),
                HttpResponse.BodyHandlers.ofByteArray());
        server.post("CREATE OR REPLACE TABLE back (n UInt64, s String) ENGINE = MergeTree ORDER BY n");

        assertThat(server.insert("INSERT INTO back FORMAT " + format, answer.body(), Map.of())
                        .body())
                .isEmpty();
        assertThat(server.post("SELECT count(), sum(n), sum(toUInt64(s)) FROM back"))
                .isEqualTo("200000\t19999900000\t19999900000");
    }

    @Test
    void aFailureInTheMiddleOfAResultBreaksTheConnection() {
        String sql = "SELECT throwIf(number = 3000000), number FROM numbers(4000000)";

        assertThatThrownBy(() -> server.post(sql)).isInstanceOf(UncheckedIOException.class);
        assertThat(server.post("SELECT 1")).isEqualTo("1");
    }

    @Test
    void oneQueryCannotTakeAllTheMemory() {
        assertThat(server.post("SELECT groupArray(number) FROM numbers(200000000)"))
                .contains("Code: 241");
        assertThat(server.post("SELECT 1")).isEqualTo("1");
    }
}
