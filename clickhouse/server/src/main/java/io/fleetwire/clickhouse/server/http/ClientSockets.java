package io.fleetwire.clickhouse.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which clients still hold their end of the connection, from Linux's table of sockets: the JDK's HTTP server does not
 * look at a connection while its request is being worked on.
 */
final class ClientSockets {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final int HEX = 16;

    private final String localPort;

    ClientSockets(int localPort) {
        this.localPort = String.format(":%04X", localPort);
    }

    /** The remote ports of connections that both ends keep open; empty where the system has no such table. */
    Optional<Set<Integer>> connectedPorts() {
        if (!Files.isReadable(TABLES.getFirst())) {
            return Optional.empty();
        }
        Set<Integer> ports = new HashSet<>();
        for (Path table : TABLES) {
            try (Stream<String> lines = Files.lines(table)) {
                // sl local_address rem_address st …
                lines.map(line -> line.strip().split("\\s+", 5))
                        .filter(columns ->
                                columns.length == 5 && columns[1].endsWith(localPort) && columns[3].equals(ESTABLISHED))
                        .forEach(columns -> ports.add(
                                Integer.parseInt(columns[2].substring(columns[2].lastIndexOf(':') + 1), HEX)));
            } catch (IOException e) {
                if (table.equals(TABLES.getFirst())) {
                    return Optional.empty();
                }
                // No IPv6 on this machine.
            }
        }
        return Optional.of(ports);
    }
}
