package io.fleetwire.standalone;

import io.fleetwire.standalone.stack.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code up} and {@code demo} have in common. */
final class UpOptions {

    @Option(names = "--data", paramLabel = "DIR", description = "All state and logs (default: ./data).")
    private @Nullable Path data;

    @Option(names = "--port-offset", paramLabel = "N", description = "Added to every port.")
    private @Nullable Integer portOffset;

    @Option(names = "--adopt", description = "Take unknown devices in at once, as vehicles named after their id.")
    private boolean adopt;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Where devices and MQTT clients may connect (default: 127.0.0.1).")
    private @Nullable String listen;

    @Option(
            names = "--dashboard-listen",
            paramLabel = "ADDRESS",
            description = "Where the page may be opened (default: 127.0.0.1).")
    private @Nullable String dashboardListen;

    @Option(
            names = "--behind-tls-proxy",
            description = "A proxy in front of the page speaks TLS: needed to open the page beyond this machine.")
    private boolean behindTlsProxy;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Stop after this time (default: run until Ctrl-C).")
    private @Nullable Integer seconds;

    Settings settings() throws IOException {
        return Settings.read(
                new Settings.Options(data, portOffset, listen, dashboardListen, behindTlsProxy, adopt),
                System.getenv());
    }

    Optional<Duration> lifetime() {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }
}
