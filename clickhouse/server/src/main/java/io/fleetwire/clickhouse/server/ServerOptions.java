package io.fleetwire.clickhouse.server;

import java.nio.file.Path;
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
            defaultValue = "20",
            description = "Statements that can run at once; 6 of them in named sessions (default: ${DEFAULT-VALUE}).")
    int connections;

    @Option(
            names = "--password",
            defaultValue = "${env:CLICKHOUSE_PASSWORD:-}",
            description = "Password of the user default (default: $CLICKHOUSE_PASSWORD, else none).")
    String password = "";

    @Option(
            names = "--library",
            defaultValue = "${env:FLEETWIRE_CHDB_LIB:-${sys:FLEETWIRE_CHDB_LIB:-}}",
            description = "libchdb (default: $FLEETWIRE_CHDB_LIB, else node_modules/@chdb of this module).")
    @Nullable
    Path library;
}
