package io.fleetwire.clickhouse.server;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@link ClickHouseServer}. */
@Command(
        name = "clickhouse-server",
        mixinStandardHelpOptions = true,
        description = "The ClickHouse engine (libchdb) behind ClickHouse's HTTP interface.")
final class ServerOptions {
    @Option(names = "--port", defaultValue = "8123", description = "HTTP port; 0 takes a free one (default: 8123).")
    int port;

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    String listen = "";

    @Option(names = "--data", required = true, description = "Folder for the data; one process per folder.")
    Path data = Path.of("");

    @Option(
            names = "--memory-mib",
            defaultValue = "768",
            description = "What the engine may allocate, in MiB (default: ${DEFAULT-VALUE}).")
    int memoryMib;

    @Option(
            names = "--connections",
            defaultValue = "24",
            description = "Connections to the engine, so many statements can run at once (default: ${DEFAULT-VALUE}).")
    int connections;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Holds the password of the users default and fleetwire; made where it does not exist"
                    + " (default: $CLICKHOUSE_PASSWORD, else clickhouse-password beside the data folder).")
    @Nullable
    Path passwordFile;

    @Option(names = "--no-password", description = "Ask for no password: for tests of programs.")
    boolean noPassword;

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            description = "A name by which clients may call this server, besides loopback's.")
    List<String> hostNames = List.of();

    @Option(
            names = "--query-seconds",
            defaultValue = "300",
            description = "How long a query of the user default may run (default: ${DEFAULT-VALUE}).")
    int querySeconds;

    @Option(
            names = "--query-memory-mib",
            defaultValue = "256",
            description = "What one query of the user default may allocate, in MiB (default: ${DEFAULT-VALUE}).")
    int queryMemoryMib;

    @Option(
            names = "--result-mib",
            defaultValue = "4096",
            description = "What one result of the user default may have, in MiB (default: ${DEFAULT-VALUE}).")
    int resultMib;

    @Option(
            names = "--library",
            defaultValue = "${env:FLEETWIRE_CHDB_LIB:-${sys:FLEETWIRE_CHDB_LIB:-}}",
            description = "libchdb (default: $FLEETWIRE_CHDB_LIB, else node_modules/@chdb of this module).")
    @Nullable
    Path library;
}
