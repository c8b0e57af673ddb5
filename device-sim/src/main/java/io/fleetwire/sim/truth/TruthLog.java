package io.fleetwire.sim.truth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetwire.event.wire.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What really happened, one JSON object a line: <code>{"truth":"trip|event|anomaly|offline","vehicleId":…,"from":…,"to":…,…}</code>. The oracle for
 * people who want to know whether the analytics are right.
 */
public final class TruthLog implements AutoCloseable {

    private final BufferedWriter writer;

    public TruthLog(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        this.writer = Files.newBufferedWriter(file);
    }

    /** A drive from engine on to engine off. */
    public void trip(String vehicleId, long fromMs, long toMs, double distanceM) {
        write(line("trip", vehicleId, fromMs, toMs).put("distanceM", Math.round(distanceM)));
    }

    /** Something a driver or device did. */
    public void event(String vehicleId, String event, long atMs) {
        write(line("event", vehicleId, atMs, atMs).put("event", event));
    }

    /** A labelled fault. */
    public void anomaly(String vehicleId, String fault, long fromMs, long toMs) {
        write(line("anomaly", vehicleId, fromMs, toMs).put("fault", fault));
    }

    /** A spell without a connection; its records come later. */
    public void offline(String vehicleId, long fromMs, long toMs) {
        write(line("offline", vehicleId, fromMs, toMs));
    }

    private static ObjectNode line(String truth, String vehicleId, long fromMs, long toMs) {
        return Json.mapper()
                .createObjectNode()
                .put("truth", truth)
                .put("vehicleId", vehicleId)
                .put("from", Instant.ofEpochMilli(fromMs).toString())
                .put("to", Instant.ofEpochMilli(toMs).toString());
    }

    private synchronized void write(ObjectNode line) {
        try {
            writer.write(line.toString());
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
