package io.fleetwire.clickhouse.server;

import io.fleetwire.clickhouse.server.engine.Engine;
import io.fleetwire.clickhouse.server.http.HttpFront;
import io.fleetwire.clickhouse.server.http.ServerAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** Runs the embedded ClickHouse until it is told to stop. {@link EmbeddedClickHouse} knows how to start it. */
public final class ClickHouseServer {
    private static final System.Logger LOG = System.getLogger(ClickHouseServer.class.getName());

    private static final long MIB = 1L << 20;

    private ClickHouseServer() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) throws Exception {
        ServerOptions options = new ServerOptions();
        CommandLine commandLine = new CommandLine(options);
        try {
            commandLine.parseArgs(arguments);
        } catch (CommandLine.ParameterException e) {
            System.err.println(e.getMessage());
            commandLine.usage(System.err);
            System.exit(CommandLine.ExitCode.USAGE);
        }
        if (commandLine.isUsageHelpRequested()) {
            commandLine.usage(System.out);
            return;
        }
        try {
            run(options);
        } catch (IllegalStateException | UncheckedIOException | IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot start", e);
            System.err.println("ClickHouse cannot start on port " + options.port + ": " + e.getMessage());
            System.exit(CommandLine.ExitCode.SOFTWARE);
        }
    }

    private static void run(ServerOptions options) throws Exception {
        Path library = library(options);
        ServerAccess access = access(options);
        HttpFront front = HttpFront.bind(new InetSocketAddress(options.listen, options.port));
        Engine engine = Engine.open(
                library,
                options.data.toAbsolutePath().normalize(),
                EngineSettings.of(options.memoryMib),
                options.connections);
        front.serve(engine.connections(), access);
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitStop(stopping, stopped), "stop"));
        System.out.println("ready http://" + options.listen + ":" + front.port());
        stopping.await();
        if (front.stop()) {
            engine.close();
        } else {
            // Closing the engine under a running query would crash; ended now, the next start repairs the folder.
            LOG.log(System.Logger.Level.WARNING, "requests still run after the time they had; ending without them");
        }
        stopped.countDown();
    }

    /** Runs in the shutdown hook: the JVM waits for it, so the engine gets to close its files. */
    private static void awaitStop(CountDownLatch stopping, CountDownLatch stopped) {
        stopping.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerAccess access(ServerOptions options) throws IOException {
        List<String> names = new ArrayList<>(options.hostNames);
        names.add(options.listen);
        return new ServerAccess(
                password(options),
                names,
                Duration.ofSeconds(options.querySeconds),
                options.queryMemoryMib * MIB,
                options.resultMib * MIB);
    }

    private static String password(ServerOptions options) throws IOException {
        if (options.noPassword) {
            return "";
        }
        String inEnvironment = System.getenv("CLICKHOUSE_PASSWORD");
        if (options.passwordFile == null && inEnvironment != null && !inEnvironment.isEmpty()) {
            return inEnvironment;
        }
        Path data = options.data.toAbsolutePath().normalize();
        Path file = options.passwordFile == null ? data.resolveSibling("clickhouse-password") : options.passwordFile;
        Files.createDirectories(file.toAbsolutePath().getParent());
        return PasswordFile.readOrCreate(file);
    }

    private static Path library(ServerOptions options) {
        Path given = options.library;
        if (given != null && !given.toString().isEmpty()) {
            return given;
        }
        return LibraryLocation.find()
                .orElseThrow(
                        () -> new IllegalStateException("libchdb was not found: run `npm ci` in clickhouse/server, or"
                                + " set FLEETWIRE_CHDB_LIB to the library"));
    }
}
