package io.fleetwire.engine.job.training;

import io.fleetwire.engine.config.EngineSettings;
import io.fleetwire.engine.config.FleetConfig;
import io.fleetwire.engine.fact.Fact;
import io.fleetwire.engine.vehicle.Step;
import io.fleetwire.engine.vehicle.VehicleMachine;
import io.fleetwire.engine.vehicle.VehicleState;
import io.fleetwire.event.Telemetry;
import io.fleetwire.event.wire.MalformedEventException;
import io.fleetwire.event.wire.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads telemetry, one JSON record of {@code fleet.telemetry.raw} a line, and sends it through the vehicle machine as the job does: a model is trained on
 * exactly what it will be asked about. An attribute {@code label} says what was wrong.
 */
final class WindowReader {

    /** The attribute that names a fault. */
    static final String LABEL = "label";

    private WindowReader() {}

    /**
     * The windows of a file, in its order.
     *
     * @throws IOException naming the line that is no record
     */
    static List<LabelledWindow> read(Path file) throws IOException {
        VehicleMachine machine = new VehicleMachine(EngineSettings.defaults());
        Map<String, VehicleState> states = new HashMap<>();
        List<LabelledWindow> windows = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Telemetry record = record(line, file, ++number);
                String vehicle = record.vehicleId();
                VehicleState state = states.computeIfAbsent(vehicle, machine::initial);
                Step step = machine.step(state, record, FleetConfig.EMPTY);
                states.put(vehicle, step.state());
                for (Fact fact : step.facts()) {
                    if (fact instanceof Fact.TelemetryFact seen && seen.features() != null) {
                        windows.add(new LabelledWindow(
                                vehicle,
                                record.deviceTimeMs(),
                                record.attributes().getOrDefault(LABEL, ""),
                                seen.features().values()));
                    }
                }
            }
        }
        return windows;
    }

    private static Telemetry record(String line, Path file, int number) throws IOException {
        try {
            return Topics.TELEMETRY_RAW.format().decode(line.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedEventException e) {
            throw new IOException(file + ", line " + number + ": " + e.reason());
        }
    }
}
