package io.fleetwire.clickhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page, another account of the machine, and somebody who has the password try, as bytes on the wire. */
class AttackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static String password;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        Path file = folder.resolve("clickhouse-password");
        server = new RunningServer(folder.resolve("data"), "--password-file", file.toString(), "--query-seconds", "20");
        password = Files.readString(file).strip();
        port = URI.create(server.url()).getPort();
        assertThat(ask("CREATE TABLE t (a UInt32, s String) ENGINE = MergeTree ORDER BY a"))
                .startsWith("HTTP/1.1 200");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thePasswordIsMadeForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("clickhouse-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(password).hasSizeGreaterThanOrEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /?query=SELECT+1 HTTP/1.1|",
                "GET / HTTP/1.1|",
                "HEAD /?query=SELECT+1 HTTP/1.1|",
                "POST /?query=SELECT+1 HTTP/1.1|Content-Length: 0|",
                "OPTIONS /?query=SELECT+1 HTTP/1.1|",
                "GET /?query=SELECT+1&password=wrong HTTP/1.1|",
                "GET /?query=SELECT+1&user=fleetwire HTTP/1.1|",
                "GET /?query=SELECT+1&user=nobody&password=$PASSWORD HTTP/1.1|",
                "GET /?query=SELECT+1 HTTP/1.1|X-ClickHouse-User: default|X-ClickHouse-Key: wrong|",
                "GET /?query=SELECT+1&password=$PASSWORD HTTP/1.1|X-ClickHouse-User: default|",
                "GET /?query=SELECT+1 HTTP/1.1|Authorization: Basic !!|",
                "GET /?query=SELECT+1 HTTP/1.1|Authorization: Basic ZGVmYXVsdDo=|",
                "GET /?query=SELECT+1 HTTP/1.1|Authorization: Bearer $PASSWORD|"
            })
    void withoutThePasswordNothingIsAnswered(String request) throws IOException {
        assertThat(raw(withHost(request))).startsWith("HTTP/1.1 401");
    }

    @Test
    void thePasswordIsTakenInEachOfClickHousesWays() throws IOException {
        String basic = Base64.getEncoder().encodeToString(("default:" + password).getBytes(StandardCharsets.UTF_8));
        assertThat(raw(withHost("GET /?query=SELECT+7 HTTP/1.1|Authorization: Basic " + basic + "|")))
                .endsWith("7\n");
        assertThat(raw(withHost("GET /?query=SELECT+7&user=default&password=$PASSWORD HTTP/1.1|")))
                .endsWith("7\n");
        assertThat(raw(withHost("GET /?query=SELECT+7 HTTP/1.1|X-ClickHouse-Key: $PASSWORD|")))
                .endsWith("7\n");
        assertThat(raw(withHost(
                        "GET /?query=SELECT+7 HTTP/1.1|X-ClickHouse-User: fleetwire|X-ClickHouse-Key: $PASSWORD|")))
                .endsWith("7\n");
    }

    @Test
    void onlyPingIsOpen() throws IOException {
        assertThat(raw(withHost("GET /ping HTTP/1.1|")))
                .startsWith("HTTP/1.1 200")
                .endsWith("Ok.\n");
        for (String path : List.of("/replicas_status", "/play", "/dashboard", "/%2e/", "//", "/ping/..", "/metrics")) {
            assertThat(raw(withHost("GET " + path + " HTTP/1.1|"))).as(path).doesNotContain("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: attacker.example:$PORT|",
                "Host: attacker.example|",
                "Host: 127.0.0.1|",
                "Host: 127.0.0.1:80|",
                "Host: 0.0.0.0:$PORT|",
                "Host: 127.0.0.1:$PORT.attacker.example|",
                "Host: localhost.attacker.example:$PORT|",
                "Host: localhost.:$PORT|",
                "Host: user@127.0.0.1:$PORT|",
                "Host: |",
                "Host: 127.0.0.1:$PORT|Host: 127.0.0.1:$PORT|",
                "Host: 127.0.0.1:$PORT|Host: attacker.example|",
                ""
            })
    void aNameThatIsNotLoopbacksIsRefused(String host) throws IOException {
        String answer = raw("GET /ping HTTP/1.1|" + host);
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Ok.");
        assertThat(raw("GET /?query=SELECT+41%2B1&password=$PASSWORD HTTP/1.1|" + host))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("42");
    }

    @Test
    void loopbacksNamesAreGood() throws IOException {
        for (String name : List.of("localhost", "LocalHost", "127.0.0.1", "[::1]")) {
            assertThat(raw("GET /ping HTTP/1.1|Host: " + name + ":$PORT|")).endsWith("Ok.\n");
        }
        assertThat(raw("GET http://attacker.example/ping HTTP/1.1|Host: 127.0.0.1:$PORT|"))
                .doesNotContain("Ok.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://attacker.example|",
                "Origin: null|",
                "Origin: http://127.0.0.1:$PORT|",
                "Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors|",
                "Sec-Fetch-Site: same-site|"
            })
    void aPageIsRefusedEvenWithThePassword(String headers) throws IOException {
        assertThat(raw(withHost("GET /?query=SELECT+41%2B1&password=$PASSWORD HTTP/1.1|" + headers)))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM file('/etc/passwd', 'LineAsString')",
                "select * from FILE('/etc/passwd', LineAsString)",
                "SELECT * FROM `file`('/etc/passwd', 'LineAsString')",
                "SELECT * FROM \"file\" /* ( */ ('/etc/passwd', 'LineAsString')",
                "SELECT * FROM “file”('/etc/passwd', 'LineAsString')",
                "SELECT * FROM `fi\\x6ce`('/etc/passwd', 'LineAsString')",
                "SELECT * FROM file--\n('/etc/passwd', 'LineAsString')",
                "SELECT * FROM (SELECT * FROM view(SELECT * FROM file('/etc/passwd', 'LineAsString')))",
                "WITH x AS (SELECT * FROM file($$/etc/passwd$$, 'LineAsString')) SELECT * FROM x",
                "SELECT 1 UNION ALL SELECT count() FROM file('/etc/passwd', 'LineAsString')",
                "EXPLAIN SELECT * FROM file('/etc/passwd', 'LineAsString')",
                "DESCRIBE file('/etc/passwd', 'LineAsString')",
                "SELECT file('/etc/passwd')",
                "SELECT * FROM `/etc/passwd`",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM default.`/etc/passwd`",
                "DESCRIBE TABLE `/etc/passwd`",
                "SELECT * FROM loop(file('/etc/passwd', 'LineAsString')) LIMIT 1",
                "SELECT * FROM loop('default', '/etc/passwd') LIMIT 1",
                "SELECT * FROM fileCluster('default', '/etc/passwd', 'LineAsString')",
                "SELECT * FROM filesystem('/etc')",
                "SELECT * FROM url('http://127.0.0.1:$PORT/ping', 'LineAsString')",
                "SELECT * FROM url('file:///etc/passwd', 'LineAsString')",
                "SELECT * FROM s3('http://127.0.0.1:1/b/k', 'LineAsString')",
                "SELECT * FROM remote('127.0.0.1', system.one)",
                "SELECT * FROM cluster('default', system.one)",
                "SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
                "SELECT * FROM iceberg('http://127.0.0.1:1/x')",
                "SELECT * FROM deltaLakeLocal('/etc')",
                "SELECT * FROM executable('id', 'TSV', 'a String')",
                "SELECT * FROM eval('SELECT * FROM file(\\'/etc/passwd\\', LineAsString)')",
                "SELECT hasColumnInTable('127.0.0.1', 'default', 't', 'a')",
                "SELECT catboostEvaluate('/etc/passwd', 1)",
                "INSERT INTO FUNCTION file('$FOLDER/made', 'TSV', 'a String') SELECT 'x'",
                "INSERT INTO FUNCTION file('$FOLDER/made', 'TSV', 'a String') VALUES ('x')",
                "INSERT INTO TABLE FUNCTION file('$FOLDER/made', 'TSV', 'a String') FORMAT TSV\nx",
                "INSERT INTO t FROM INFILE '/etc/passwd' FORMAT CSV",
                "INSERT INTO t SELECT 1, file('/etc/passwd')",
                "INSERT INTO t VALUES (1, file('/etc/passwd'))",
                "INSERT INTO t VALUES (1, `file`/**/('/etc/passwd'))",
                "INSERT INTO t VALUES (1, “file”('/etc/passwd'))",
                "SELECT 1 INTO OUTFILE '$FOLDER/made'",
                "SELECT 1 INTO /* x */ OUTFILE '$FOLDER/made' TRUNCATE FORMAT CSV",
                "SELECT * FROM t FORMAT Template SETTINGS format_template_row = '/etc/passwd'",
                "SELECT 1 SETTINGS additional_result_filter = 'file(\\'/etc/passwd\\') = 1'",
                "SELECT 1 FORMAT Protobuf SETTINGS format_schema = '/etc/passwd:x', output_format_schema = '$FOLDER/made'",
                "SET dialect = 'kusto'",
                "SET allow_introspection_functions = 1",
                "SELECT 1 SETTINGS max_memory_usage = 0",
                "CREATE TABLE e (a String) ENGINE = File(TSV, '/etc/passwd')",
                "CREATE TABLE e (a String) ENGINE = `URL`('http://127.0.0.1:1/', TSV)",
                "CREATE TABLE e (a String) ENGINE = Kafka('127.0.0.1:9092', 'fleet.access', 'g', 'JSONAsString')",
                "CREATE TABLE e (a String) ENGINE = EmbeddedRocksDB(0, '/etc') PRIMARY KEY a",
                "CREATE TABLE e (a String) ENGINE = Executable('id', TSV)",
                "CREATE TABLE e (a String) ENGINE = Distributed('default', 'default', 't')",
                "CREATE TABLE e (a UInt8) ENGINE = MergeTree ORDER BY a SETTINGS disk = disk(type = 'local', path = '/tmp/')",
                "CREATE TABLE e (a UInt8) ENGINE = MergeTree ORDER BY a SETTINGS disk = disk(type = 'web', endpoint = 'http://127.0.0.1:1/')",
                "CREATE TABLE e (a String DEFAULT file('/etc/passwd')) ENGINE = MergeTree ORDER BY a",
                "CREATE TABLE e AS file('/etc/passwd', 'LineAsString')",
                "CREATE VIEW e AS SELECT * FROM file('/etc/passwd', 'LineAsString')",
                "CREATE TABLE e ENGINE = Memory AS SELECT * FROM file('/etc/passwd', 'LineAsString')",
                "ATTACH TABLE e FROM '/etc' (a String) ENGINE = MergeTree ORDER BY a",
                "ALTER TABLE t ADD COLUMN x String DEFAULT file('/etc/passwd')",
                "CREATE DATABASE e ENGINE = Filesystem('/etc')",
                "CREATE DATABASE e ENGINE = MySQL('127.0.0.1:1', 'a', 'b', 'c')",
                "CREATE DICTIONARY e (a UInt64) PRIMARY KEY a SOURCE(FILE(PATH '/etc/passwd' FORMAT 'TSV')) LAYOUT(FLAT()) LIFETIME(0)",
                "CREATE DICTIONARY e (a UInt64) PRIMARY KEY a SOURCE(EXECUTABLE(COMMAND 'id' FORMAT 'TSV')) LAYOUT(FLAT()) LIFETIME(0)",
                "CREATE FUNCTION e AS (x) -> x",
                "CREATE NAMED COLLECTION e AS a = 1",
                "CREATE USER e",
                "GRANT ALL ON *.* TO default",
                "BACKUP TABLE t TO File('$FOLDER/made')",
                "RESTORE TABLE t FROM File('$FOLDER/made')",
                "SYSTEM SHUTDOWN",
                "SYSTEM RELOAD CONFIG",
                "SELECT 1; SYSTEM SHUTDOWN",
                "SYSTEM/**/SHUTDOWN"
            })
    void noUserReachesFilesTheNetworkOrTheServer(String sql) throws IOException {
        String statement = sql.replace("$FOLDER", folder.toString()).replace("$PORT", String.valueOf(port));
        for (String method : List.of("POST", "GET")) {
            String answer = query(method, "default", statement);
            assertThat(answer).as(method).startsWith("HTTP/1.1 4").doesNotContain("root:", "Ok.\n");
        }
        assertThat(folder.resolve("made")).doesNotExist();
        assertThat(ask("SELECT count() FROM t WHERE s LIKE '%root:%'")).endsWith("\n0\n");
        assertThat(ask("EXISTS e")).endsWith("\n0\n");
    }

    @Test
    void aTableNameThatComesAsAParameterReachesNoFile() throws IOException {
        assertThat(raw(withHost(
                        "GET /?param_t=%2Fetc%2Fpasswd&query=SELECT+*+FROM+%7Bt:Identifier%7D&password=$PASSWORD"
                                + " HTTP/1.1|")))
                .startsWith("HTTP/1.1 404");
        assertThat(raw(withHost("GET /?dialect=kusto&query=print+1&password=$PASSWORD HTTP/1.1|")))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1, 'no')",
                "DROP TABLE t",
                "TRUNCATE TABLE t",
                "DETACH TABLE t PERMANENTLY",
                "/**/DETACH TABLE t",
                "ALTER TABLE t DELETE WHERE 1",
                "OPTIMIZE TABLE t",
                "CREATE TABLE g (a UInt8) ENGINE = Memory",
                "CREATE TEMPORARY TABLE g (a UInt8)",
                "RENAME TABLE t TO t2",
                "KILL QUERY WHERE 1",
                "SYSTEM FLUSH LOGS",
                "SET max_threads = 1",
                "SET readonly = 0",
                "USE system"
            })
    void getOnlyReads(String sql) throws IOException {
        for (String user : List.of("default", "fleetwire")) {
            assertThat(query("GET", user, sql))
                    .as(user)
                    .startsWith("HTTP/1.1 403")
                    .contains("Code: 164");
        }
        assertThat(ask("EXISTS t")).endsWith("\n1\n");
    }

    @Test
    void sleepingQueriesKeepNobodyElseOutAndEndWithTheirClients() throws IOException {
        List<Socket> clients = new ArrayList<>();
        String sleeping =
                "SELECT sleepEachRow(1) FROM numbers(1000) SETTINGS max_block_size = 1, max_execution_time = 0";
        try {
            for (int i = 0; i < 40; i++) {
                clients.add(send(request("POST", "default", sleeping)));
            }
            Awaitility.await().atMost(PATIENCE).until(() -> sleepers() >= 5);
            assertThat(query("POST", "fleetwire", "SELECT 42"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("42\n");
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        Awaitility.await().atMost(PATIENCE).until(() -> sleepers() == 0);
        assertThat(ask("SELECT 43")).endsWith("43\n");
    }

    private static int sleepers() throws IOException {
        String answer = query(
                "POST",
                "fleetwire",
                "SELECT count() FROM system.processes WHERE query LIKE '%sleepEachRow(1)%' AND query NOT LIKE '%processes%'");
        return Integer.parseInt(answer.substring(answer.lastIndexOf("\r\n\r\n")).strip());
    }

    @Test
    void aQueryEndsWhenItsTimeIsUpWhateverItSets() throws IOException {
        assertThat(
                        ask(
                                "SELECT sleepEachRow(0.5) FROM numbers(1000) SETTINGS max_block_size = 1, max_execution_time = 0 FORMAT JSON"))
                .contains("Code: 394");
    }

    @Test
    void requestsThatNeverEndKeepNobodyElseOut() throws IOException {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                clients.add(send("POST / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nX-Slow: "));
            }
            assertThat(ask("SELECT 44")).endsWith("44\n");
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void guessingDoesNotKeepTheRightPasswordOut() throws IOException {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                clients.add(send(request("POST", "default", "SELECT 1").replace(password, "guess-" + i)));
            }
            assertThat(ask("SELECT 45")).endsWith("45\n");
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static String ask(String sql) throws IOException {
        return query("POST", "default", sql);
    }

    private static String query(String method, String user, String sql) throws IOException {
        return exchange(request(method, user, sql));
    }

    private static String request(String method, String user, String sql) {
        String head = "Host: 127.0.0.1:" + port + "\r\nConnection: close\r\nX-ClickHouse-User: " + user
                + "\r\nX-ClickHouse-Key: " + password + "\r\n";
        if (method.equals("GET")) {
            return "GET /?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8) + " HTTP/1.1\r\n" + head + "\r\n";
        }
        int length = sql.getBytes(StandardCharsets.UTF_8).length;
        return "POST / HTTP/1.1\r\n" + head + "Content-Length: " + length + "\r\n\r\n" + sql;
    }

    private static String withHost(String request) {
        return request + "Host: 127.0.0.1:$PORT|";
    }

    /** A request of header lines that end in a bar each. */
    private static String raw(String request) throws IOException {
        return exchange((request + "Connection: close|")
                        .replace("$PORT", String.valueOf(port))
                        .replace("$PASSWORD", password)
                        .replace("|", "\r\n")
                + "\r\n");
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = send(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }
}
