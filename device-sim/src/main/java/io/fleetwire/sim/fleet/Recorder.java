package io.fleetwire.sim.fleet;

import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.TelemetryJson;
import io.fleetwire.sim.world.City;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Writes what the devices of a fleet would report, one JSON record of the contract a line, for training and for judging a model. In event time, without a
 * network: the same seed gives the same file. The attribute {@value RecordedVehicle#LABEL} says what is wrong with a vehicle.
 */
public final class Recorder {

    /** When every recording begins: 2026-11-21T10:00:00Z. */
    static final long START_MS = 1_795_255_200_000L;

    private static final long TICK_MS = 1_000;

    private final City city;
    private final long seed;

    public Recorder(City city, long seed) {
        this.city = city;
        this.seed = seed;
    }

    /** Drives so many vehicles for so long; says how many records that made. */
    public long write(Path file, int vehicles, Duration time) throws IOException {
        long lines = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (Vehicle vehicle : Roster.ofWorkers(vehicles)) {
                RecordedVehicle driven = new RecordedVehicle(vehicle, city, seed, START_MS);
                for (long atMs = START_MS + TICK_MS; atMs <= START_MS + time.toMillis(); atMs += TICK_MS) {
                    lines += write(driven.sense(atMs), out);
                }
            }
        }
        return lines;
    }

    private static int write(List<Telemetry> records, OutputStream out) throws IOException {
        for (Telemetry record : records) {
            out.write(TelemetryJson.encode(record));
            out.write('\n');
        }
        return records.size();
    }
}
