package io.fleetwire.sim;

import io.fleetwire.sim.device.Equipping;
import io.fleetwire.sim.fleet.FleetApi;
import io.fleetwire.sim.fleet.Recorder;
import io.fleetwire.sim.fleet.Roster;
import io.fleetwire.sim.fleet.SimulatedFleet;
import io.fleetwire.sim.truth.TruthLog;
import io.fleetwire.sim.world.City;
import io.fleetwire.sim.world.RoadMap;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A simulated city fleet that dials in over the real protocols. */
@Command(
        name = "sim",
        mixinStandardHelpOptions = true,
        description =
                "A seeded city fleet that speaks Teltonika, GT06, OBD and MQTT to a stack that is up, and writes down the truth.")
public final class Sim implements Callable<Integer> {

    @Option(names = "--vehicles", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
    private int vehicles;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed drives the same fleet. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--api", defaultValue = "http://127.0.0.1:8080", description = "Default: ${DEFAULT-VALUE}.")
    private URI api = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "data/token",
            description = "Where the stack's token is. Default: ${DEFAULT-VALUE}.")
    private Path tokenFile = Path.of("data/token");

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "The gateway. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(names = "--port-teltonika", defaultValue = "5027", description = "Default: ${DEFAULT-VALUE}.")
    private int teltonikaPort;

    @Option(names = "--port-gt06", defaultValue = "5023", description = "Default: ${DEFAULT-VALUE}.")
    private int gt06Port;

    @Option(names = "--port-obd", defaultValue = "35000", description = "Default: ${DEFAULT-VALUE}.")
    private int obdPort;

    @Option(names = "--port-mqtt", defaultValue = "1883", description = "Default: ${DEFAULT-VALUE}.")
    private int mqttPort;

    @Option(
            names = "--truth",
            defaultValue = "data/truth.jsonl",
            description = "What really happened, as JSON lines. Default: ${DEFAULT-VALUE}.")
    private Path truth = Path.of("data/truth.jsonl");

    @Option(
            names = "--roads",
            defaultValue = "data/map/roads.geojson",
            description = "The city's roads for the dashboard. Default: ${DEFAULT-VALUE}.")
    private Path roads = Path.of("data/map/roads.geojson");

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description =
                    "Dial nowhere: write what the devices of a working fleet with labelled faults would report, as fast as it goes.")
    private @Nullable Path record;

    @Option(
            names = "--hours",
            defaultValue = "2",
            description = "How long each recorded vehicle drives. Default: ${DEFAULT-VALUE}.")
    private double hours;

    /** Exit status: 0 stopped, 1 failed, 2 wrong usage. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Sim());
        line.setExecutionExceptionHandler((exception, command, result) -> {
            command.getErr().println("✗ " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        City city = new City(seed);
        if (record != null) {
            long lines = new Recorder(city, seed).write(record, vehicles, Duration.ofMillis(Math.round(hours * 3.6e6)));
            System.out.println(lines + " records in " + record);
            return 0;
        }
        RoadMap.write(city, roads);
        Equipping equipping = new Equipping(host, teltonikaPort, gt06Port, obdPort, mqttPort);
        try (TruthLog log = new TruthLog(truth);
                SimulatedFleet fleet =
                        new SimulatedFleet(city, new FleetApi(api, FleetApi.token(tokenFile)), equipping, log, seed)) {
            Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "stop"));
            fleet.start(Roster.of(vehicles));
            fleet.await();
        }
        return 0;
    }
}
