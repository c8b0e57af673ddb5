package io.fleetwire.clickhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many at once, killed, replayed: what was acknowledged is there, once, in the table and in its view. */
class DurabilityTest {
    private static final int ROWS_PER_BATCH = 500;
    private static final int WRITERS = 4;
    private static final String INSERT = "INSERT INTO facts FORMAT TSV";

    @TempDir
    Path folder;

    @Test
    void aTokenIsStoredOnceAlsoThroughAMaterializedView() throws IOException {
        try (RunningServer server = new RunningServer(folder.resolve("data"))) {
            createTables(server);
            Batch batch = new Batch(0);
            for (int i = 0; i < 3; i++) {
                assertThat(batch.insert(server)).isTrue();
            }
            server.stopAndRestart();
            assertThat(batch.insert(server)).isTrue();

            assertStoredOnce(server, 1);
        }
    }

    /** The engine's own database {@code default} is replaced at each start, with and without tables in the one before. */
    @Test
    void startsAgainWithAndWithoutTables() throws IOException {
        try (RunningServer server = new RunningServer(folder.resolve("data"))) {
            server.stopAndRestart();
            server.killAndRestart();
            createTables(server);
            assertThat(new Batch(0).insert(server)).isTrue();
            server.killAndRestart();
            server.stopAndRestart();
            assertStoredOnce(server, 1);
        }
    }

    @Test
    void writersAndReadersRunAtOnce() throws Exception {
        try (RunningServer server = new RunningServer(folder.resolve("data"));
                ExecutorService threads = Executors.newFixedThreadPool(2 * WRITERS)) {
            createTables(server);
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> all = IntStream.range(0, 2 * WRITERS)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        for (int round = 0; round < 25; round++) {
                            if (i < WRITERS) {
                                assertThat(new Batch(next.getAndIncrement()).insert(server))
                                        .isTrue();
                            } else {
                                readWithOwnParameters(server, i * 1000 + round);
                            }
                        }
                    }))
                    .collect(Collectors.toList());
            for (Future<?> one : all) {
                one.get();
            }
            assertStoredOnce(server, 25 * WRITERS);
        }
    }

    /** Parameters of requests that run at once must not get mixed up, and a broken query hurts nobody else. */
    private static void readWithOwnParameters(RunningServer server, int value) {
        String sum = server.post(
                "SELECT {v:UInt32}, count() FROM facts WHERE id >= 0 AND {v:UInt32} = " + value,
                Map.of("param_v", Integer.toString(value)));
        assertThat(sum).startsWith(value + "\t");
        assertThat(server.post("SELECT * FROM nowhere_" + value)).contains("nowhere_" + value);
    }

    @Test
    void whatWasAcknowledgedSurvivesKillsAndReplaysAreDropped() throws Exception {
        try (RunningServer server = new RunningServer(folder.resolve("data"))) {
            createTables(server);
            AtomicInteger next = new AtomicInteger();
            Set<Batch> unconfirmed = ConcurrentHashMap.newKeySet();
            for (int kill = 0; kill < 6; kill++) {
                try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
                    for (int i = 0; i < WRITERS; i++) {
                        threads.execute(() -> writeUntilKilled(server, next, unconfirmed));
                    }
                    // Random moments are the point of this test: they are what no hook would hit.
                    java.util.concurrent.locks.LockSupport.parkNanos(
                            ThreadLocalRandom.current().nextLong(300_000_000L, 900_000_000L));
                    server.server().kill();
                }
                server.killAndRestart();
                for (Batch batch : unconfirmed) {
                    assertThat(batch.insert(server)).isTrue(); // the retry, with the same token
                }
                unconfirmed.clear();
                assertStoredOnce(server, next.get());
            }
            assertThat(next.get()).as("batches written").isGreaterThan(6 * WRITERS);
        }
    }

    private static void writeUntilKilled(RunningServer server, AtomicInteger next, Set<Batch> unconfirmed) {
        boolean alive = true;
        while (alive) {
            Batch batch = new Batch(next.getAndIncrement());
            unconfirmed.add(batch);
            alive = batch.insert(server);
            if (alive) {
                unconfirmed.remove(batch);
            }
        }
    }

    @Test
    void aFolderInUseIsRefused() throws IOException {
        try (RunningServer server = new RunningServer(folder.resolve("data"))) {
            assertThat(server.server().ready()).isTrue();
            Path log = folder.resolve("data.log");
            long before = Files.size(log);
            assertThatThrownBy(() -> EmbeddedClickHouse.start(folder.resolve("data"), 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process");
            assertThat(Files.size(log)).isGreaterThan(before);
            assertThat(server.post("SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneSentence() throws Exception {
        try (RunningServer server = new RunningServer(folder.resolve("data"))) {
            int port = java.net.URI.create(server.url()).getPort();
            assertThatThrownBy(() -> EmbeddedClickHouse.start(folder.resolve("other"), port))
                    .hasMessageContaining("cannot start on port " + port);
        }
    }

    @Test
    void withoutSignalChainingItRefusesToStart() throws Exception {
        ProcessBuilder builder = EmbeddedClickHouse.processBuilder(
                System.getProperty("java.class.path"), folder.resolve("data"), 0, List.of());
        builder.environment().remove("LD_PRELOAD");
        Path output = folder.resolve("output");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor()).isNotZero();
        assertThat(output).content().contains("LD_PRELOAD=$JAVA_HOME/lib/libjsig.so");
    }

    @Test
    void theJvmsSignalHandlersStay() throws IOException {
        try (RunningServer server = new RunningServer(folder.resolve("data"))) {
            Path status = Path.of("/proc/" + server.server().process().pid() + "/status");
            String caught = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigCgt:"))
                    .findFirst()
                    .orElseThrow();
            long mask =
                    Long.parseUnsignedLong(caught.substring("SigCgt:".length()).strip(), 16);
            int sigsegv = 11;
            assertThat(mask >> (sigsegv - 1) & 1).isEqualTo(1);
        }
    }

    private static void createTables(RunningServer server) {
        List.of(
                        "CREATE TABLE facts (id UInt64, batch UInt32) ENGINE = MergeTree PARTITION BY batch % 2 ORDER BY id"
                                + " SETTINGS non_replicated_deduplication_window = 10000",
                        "CREATE TABLE rollup (batch UInt32, rows UInt64) ENGINE = SummingMergeTree ORDER BY batch"
                                + " SETTINGS non_replicated_deduplication_window = 10000",
                        "CREATE MATERIALIZED VIEW to_rollup TO rollup AS SELECT batch, count() AS rows FROM facts GROUP BY batch")
                .forEach(sql -> assertThat(server.post(sql)).isEmpty());
    }

    private static void assertStoredOnce(RunningServer server, int batches) {
        long rows = (long) batches * ROWS_PER_BATCH;
        assertThat(server.post("SELECT count(), uniqExact(id) FROM facts")).isEqualTo(rows + "\t" + rows);
        assertThat(server.post("SELECT sum(rows), uniqExact(batch) FROM rollup"))
                .isEqualTo(rows + "\t" + batches);
    }

    /** Rows with a token of their own, however often they are sent. */
    private record Batch(int number, String token) {
        Batch(int number) {
            this(number, UUID.randomUUID().toString());
        }

        /** True when the server said that they are stored. */
        boolean insert(RunningServer server) {
            String rows = IntStream.range(0, ROWS_PER_BATCH)
                    .mapToObj(i -> (number * ROWS_PER_BATCH + i) + "\t" + number + "\n")
                    .collect(Collectors.joining());
            try {
                return server.insert(
                                        INSERT,
                                        rows.getBytes(StandardCharsets.UTF_8),
                                        Map.of("insert_deduplication_token", token))
                                .statusCode()
                        == 200;
            } catch (UncheckedIOException killed) {
                return false;
            }
        }
    }
}
