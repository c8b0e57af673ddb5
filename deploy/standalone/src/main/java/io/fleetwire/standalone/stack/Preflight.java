package io.fleetwire.standalone.stack;

import io.fleetwire.standalone.process.PrivateFiles;
import io.fleetwire.standalone.process.ProcessSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What would go wrong is found before anything starts, and said in a sentence. */
public final class Preflight {

    /** Kafka's segments, ClickHouse's parts and a merge of them need room from the first minute. */
    private static final long LEAST_FREE_BYTES = 2L << 30;

    private Preflight() {}

    /** Everything that stands in the way of a start; empty: nothing. */
    public static List<String> problems(Settings settings, List<ProcessSpec> processes) {
        List<String> problems = new ArrayList<>();
        for (ProcessSpec child : processes) {
            child.ports().forEach((what, port) -> {
                if (!isFree(port)) {
                    problems.add("port " + port + " (" + what
                            + ") is taken by another process; stop that one, or move every port with --port-offset N");
                }
            });
        }
        folder(settings.data(), problems);
        if (!settings.behindTlsProxy() && !isLoopback(settings.dashboardListen())) {
            problems.add(
                    "the page would be open on " + settings.dashboardListen()
                            + " without TLS: whoever is on the way reads tokens and passwords; put a proxy that speaks TLS in front"
                            + " and say --behind-tls-proxy (docs/security.md has one in five lines), or leave --dashboard-listen out");
        }
        return problems;
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void folder(Path data, List<String> problems) {
        try {
            PrivateFiles.create(data);
            PrivateFiles.create(data.resolve("tmp"));
            if (!Files.isWritable(data)) {
                problems.add("the data folder " + data + " cannot be written to; choose another with --data");
            }
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                problems.add("the disk of " + data + " has " + (free >> 20) + " MiB left, " + (LEAST_FREE_BYTES >> 20)
                        + " are needed; free some or choose another folder with --data");
            }
        } catch (IOException e) {
            problems.add("the data folder " + data + " cannot be used: " + e.getMessage());
        }
    }
}
