package io.fleetwire.sim.load;

import io.fleetwire.sim.fleet.FleetApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every command that puts a stack under load is told: how much load, and where the stack is. */
public final class LoadOptions {

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "2000",
            description = "Records a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "200",
            description = "Devices, each with a connection. Default: ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Default: ${DEFAULT-VALUE}.")
    private URI api = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "data/token",
            description = "Where the stack's token is. Default: ${DEFAULT-VALUE}.")
    private Path tokenFile = Path.of("data/token");

    @Option(
            names = "--port-teltonika",
            paramLabel = "P",
            defaultValue = "5027",
            description = "Default: ${DEFAULT-VALUE}.")
    private int teltonikaPort;

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8123",
            description = "Default: ${DEFAULT-VALUE}.")
    private URI clickhouse = URI.create("http://127.0.0.1:8123");

    @Option(
            names = "--clickhouse-password-file",
            paramLabel = "FILE",
            defaultValue = "data/clickhouse-password",
            description = "Where the password of ClickHouse's user default is; $CLICKHOUSE_PASSWORD wins."
                    + " Default: ${DEFAULT-VALUE}.")
    private Path clickhousePasswordFile = Path.of("data/clickhouse-password");

    /** Records a second, of all devices together. */
    public int rate() {
        return rate;
    }

    public int devices() {
        return devices;
    }

    public URI api() {
        return api;
    }

    /** Of somebody who may register devices. */
    public String token() throws IOException {
        return FleetApi.token(tokenFile);
    }

    public int teltonikaPort() {
        return teltonikaPort;
    }

    public URI clickhouse() {
        return clickhouse;
    }

    /** Of ClickHouse's user {@code default}; empty where no file has one. */
    public String clickhousePassword() throws IOException {
        String given = System.getenv("CLICKHOUSE_PASSWORD");
        if (given != null) {
            return given;
        }
        return Files.exists(clickhousePasswordFile)
                ? Files.readString(clickhousePasswordFile).strip()
                : "";
    }

    /**
     * Runs a command to its end. An option that is given twice counts as given last: who starts the command may have filled in some.
     *
     * @return its exit status
     */
    public static int execute(Object command, String... args) {
        CommandLine line = new CommandLine(command).setOverwrittenOptionsAllowed(true);
        line.setExecutionExceptionHandler((exception, failed, result) -> {
            failed.getErr().println("✗ " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(args);
    }
}
