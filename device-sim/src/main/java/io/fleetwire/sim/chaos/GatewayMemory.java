package io.fleetwire.sim.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches what the gateway holds in memory: what the operating system says, and what it says itself. */
final class GatewayMemory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayMemory.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final TargetProcess process;
    private final URI metrics;
    private final Thread thread;
    private Memory peak = Memory.NONE;
    private long pidAtBegin;

    /**
     * The most of each, not necessarily at the same time.
     *
     * @param residentBytes of the process; 0 where the operating system does not say (Linux does)
     * @param heapBytes used, garbage included
     * @param inFlightBytes handed to Kafka and not confirmed
     */
    record Memory(long residentBytes, long heapBytes, long inFlightBytes) {

        static final Memory NONE = new Memory(0, 0, 0);
        private static final double MEGA = 1 << 20;

        Memory most(Memory other) {
            return new Memory(
                    Math.max(residentBytes, other.residentBytes),
                    Math.max(heapBytes, other.heapBytes),
                    Math.max(inFlightBytes, other.inFlightBytes));
        }

        String words() {
            return String.format(
                    Locale.ROOT,
                    "%.0f MiB resident, %.0f MiB of heap, %.1f MiB in flight",
                    residentBytes / MEGA,
                    heapBytes / MEGA,
                    inFlightBytes / MEGA);
        }

        /** Of a page in Prometheus' text format. */
        static Memory of(long residentBytes, String page) {
            return new Memory(
                    residentBytes,
                    sum(page, "jvm_memory_used_bytes{area=\"heap\""),
                    sum(page, "fleetwire_gateway_inflight_bytes "));
        }

        private static long sum(String page, String beginning) {
            return (long) page.lines()
                    .filter(line -> line.startsWith(beginning))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    /**
     * @param metrics the gateway's page
     */
    GatewayMemory(TargetProcess process, URI metrics) {
        this.process = process;
        this.metrics = metrics;
        this.thread = Thread.ofVirtual().name("gateway-memory").start(this::watch);
    }

    /** Forgets what was. */
    synchronized void begin() throws IOException {
        peak = Memory.NONE;
        pidAtBegin = process.pid();
    }

    /** Since the beginning. */
    synchronized Memory peak() {
        return peak;
    }

    /** Whether it is another process than at the beginning. */
    synchronized boolean wasReplaced() throws IOException {
        return process.pid() != pidAtBegin;
    }

    private void watch() {
        try {
            while (true) {
                try {
                    saw(look());
                } catch (IOException e) {
                    LOG.debug("the gateway's memory: {}", e.getMessage()); // it is away, or stopped
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void saw(Memory now) {
        peak = peak.most(now);
    }

    private Memory look() throws IOException, InterruptedException {
        HttpResponse<String> page =
                client.send(HttpRequest.newBuilder(metrics).timeout(PATIENCE).build(), BodyHandlers.ofString());
        return Memory.of(residentBytes(), page.body());
    }

    private long residentBytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }

    @Override
    public void close() {
        thread.interrupt();
        client.shutdownNow();
    }
}
