package io.fleetwire.clickhouse.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts {@link ClickHouseServer} in a process of its own: what it needs around it is written down here, once. */
public final class EmbeddedClickHouse implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PING = Duration.ofSeconds(2);

    private final Process process;
    private final int port;

    private EmbeddedClickHouse(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * The process, not started yet: JVM flags, environment, and an empty standard input (the engine would read an
     * INSERT's data from it).
     *
     * @param classPath jars of this module and what it depends on, as {@code -cp} takes them
     * @param data created where it does not exist
     */
    public static ProcessBuilder processBuilder(String classPath, Path data, int port, List<String> moreArguments) {
        Path javaHome = Path.of(System.getProperty("java.home"));
        List<String> command = new ArrayList<>(List.of(
                javaHome.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xms24m",
                "-Xmx96m",
                "-XX:MaxMetaspaceSize=64m",
                "-XX:ReservedCodeCacheSize=32m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                ClickHouseServer.class.getName(),
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port)));
        command.addAll(moreArguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put("LD_PRELOAD", javaHome.resolve("lib/libjsig.so").toString());
        // Fewer malloc arenas: the JVM's own native memory, not the engine's, which has jemalloc.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder;
    }

    /**
     * Starts it for a test, with this JVM's own class path, and waits until it answers; its output goes to
     * {@code data}.log. It asks for no password unless {@code moreArguments} name a file with one.
     */
    public static EmbeddedClickHouse start(Path data, int port, String... moreArguments) throws IOException {
        Files.createDirectories(data.toAbsolutePath().getParent());
        List<String> arguments = new ArrayList<>(List.of(moreArguments));
        if (!arguments.contains("--password-file")) {
            arguments.add("--no-password");
        }
        ProcessBuilder builder = processBuilder(System.getProperty("java.class.path"), data, port, arguments);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        long before = Files.exists(log) ? Files.size(log) : 0;
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        EmbeddedClickHouse server = new EmbeddedClickHouse(builder.start(), port);
        try {
            server.awaitReady(log, before);
        } catch (IOException | RuntimeException e) {
            server.kill();
            throw e;
        }
        return server;
    }

    /** It says itself that it is ready: a ping could be answered by another process on the same port. */
    private void awaitReady(Path log, long before) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!output(log, before).contains("ready http://")) {
            try {
                boolean ended = process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (ended || System.nanoTime() > deadline) {
                    throw new IOException("ClickHouse did not start:\n" + output(log, before));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while ClickHouse started", e);
            }
        }
    }

    private static String output(Path log, long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        return new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
    }

    /** Whether it answers {@code /ping}. */
    public boolean ready() {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PING).build()) {
            HttpRequest ping = HttpRequest.newBuilder(URI.create(url() + "/ping"))
                    .timeout(PING)
                    .build();
            return client.send(ping, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .equals("Ok.\n");
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** {@code http://127.0.0.1:port}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The process, for those who watch it. */
    public Process process() {
        return process;
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Asks it to stop and waits until it has; kills it where it does not. */
    @Override
    public void close() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
