package io.fleetwire.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.standalone.process.ProcessSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    @TempDir
    private Path data;

    @Test
    void aTakenPortIsSaidWithItsNumberAndWhatItIsFor() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(0));
            ProcessSpec child = child(taken.getLocalPort());

            assertThat(Preflight.problems(settings(data), List.of(child)))
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort(), "the toaster", "--port-offset");
        }
        assertThat(Preflight.problems(settings(data), List.of())).isEmpty();
    }

    @Test
    void aDataFolderThatCannotBeMadeIsSaid() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "not a folder");

        assertThat(Preflight.problems(settings(file), List.of()))
                .singleElement()
                .asString()
                .contains(file.toString(), "cannot be used");
    }

    @Test
    void thePageIsNotOpenedToTheWorldWithoutTls() {
        assertThat(Preflight.problems(settings(data, "0.0.0.0", false), List.of()))
                .singleElement()
                .asString()
                .contains("0.0.0.0", "--behind-tls-proxy");
        assertThat(Preflight.problems(settings(data, "0.0.0.0", true), List.of()))
                .isEmpty();
        assertThat(Preflight.problems(settings(data, "127.0.0.2", false), List.of()))
                .isEmpty();
    }

    private ProcessSpec child(int port) {
        return new ProcessSpec(
                "toaster", List.of("true"), Map.of(), data.resolve("log"), () -> true, Map.of("the toaster", port));
    }

    private static Settings settings(Path data) {
        return settings(data, "127.0.0.1", false);
    }

    private static Settings settings(Path data, String dashboardListen, boolean behindTlsProxy) {
        return new Settings(data, new Ports(0), null, null, "127.0.0.1", dashboardListen, behindTlsProxy, false, 768);
    }
}
