package io.fleetwire.sim.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import io.fleetwire.sim.fleet.FleetApi;
import io.fleetwire.sim.load.Audit;
import io.fleetwire.sim.load.LoadFleet;
import io.fleetwire.sim.load.Plan;
import io.fleetwire.sim.load.Start;
import io.fleetwire.sim.load.Tally;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Offers a constant load to a house that is up and prints one JSON object: what became of it. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Teltonika trackers offer records at a constant rate. Prints acknowledgement latencies from the moment a packet was due, and whether everything"
                        + " acknowledged is stored. Exit status 1: it is not.")
public final class Bench implements Callable<Integer> {

    /** What is unacknowledged this long after the plan's end is given up. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    /** A generator that is later than this, p99, measures the machine rather than the house. */
    private static final double LATE_MS = 5;

    private static final Duration DIAL_IN = Duration.ofMinutes(3);
    private static final Duration UNTIL_STORED = Duration.ofSeconds(60);

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "2000",
            description = "Records a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "200",
            description = "Connections. Default: ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "10",
            description = "Packets of 1 to N records. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--seconds",
            paramLabel = "T",
            defaultValue = "30",
            description = "What is measured. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "T",
            defaultValue = "15",
            description = "Seconds before. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Same seed, same load. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--unregistered",
            description =
                    "Nobody registers the trackers: for a house that adopts whoever dials in (FLEETWIRE_ADOPT=true).")
    private boolean unregistered;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the result there as well.")
    private @Nullable Path out;

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Default: ${DEFAULT-VALUE}.")
    private URI api = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "data/token",
            description = "Where the house's token is. Default: ${DEFAULT-VALUE}.")
    private Path tokenFile = Path.of("data/token");

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "The gateway. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port-teltonika",
            paramLabel = "P",
            defaultValue = "5027",
            description = "Default: ${DEFAULT-VALUE}.")
    private int teltonikaPort;

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8123",
            description = "Default: ${DEFAULT-VALUE}.")
    private URI clickhouse = URI.create("http://127.0.0.1:8123");

    /** Exit status: 0 everything kept, 1 not or failed, 2 wrong usage. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Bench()).setOverwrittenOptionsAllowed(true);
        line.setExecutionExceptionHandler((exception, command, result) -> {
            command.getErr().println("✗ " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Plan plan = new Plan(rate, devices, batch, warmup, seconds, seed);
        Result result = measure(plan);
        String json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(result);
        System.out.println(json);
        if (out != null) {
            Files.writeString(out, json + System.lineSeparator());
        }
        if (result.generatorLateMs().p99() > LATE_MS) {
            say(
                    "! The generator itself was late (p99 %.1f ms): the machine is busy, read the latencies as upper bounds.",
                    result.generatorLateMs().p99());
        }
        return result.kept() ? 0 : 1;
    }

    private Result measure(Plan plan) throws IOException, InterruptedException {
        Tally tally = new Tally(plan.warmupNs());
        String token = FleetApi.token(tokenFile);
        try (LoadFleet fleet = fleet(plan, token, tally);
                Onlooker onlooker = new Onlooker(api, token)) {
            onlooker.watch();
            fleet.dialIn(DIAL_IN);
            say(
                    "%d trackers are connected; %d s warm-up, %d s measured, %d records/s",
                    plan.devices(), warmup, seconds, rate);
            Start start = Start.now();
            fleet.follow(plan, start, plan.endNs() + DRAIN.toNanos());
            return audit(plan, tally, fleet.lastAcknowledgedMs(), start, onlooker.latencyMs());
        }
    }

    private LoadFleet fleet(Plan plan, String token, Tally tally) throws IOException, InterruptedException {
        InetSocketAddress gateway = new InetSocketAddress(host, teltonikaPort);
        return unregistered
                ? LoadFleet.unregistered(plan.devices(), gateway, tally)
                : LoadFleet.register(plan.devices(), new FleetApi(api, token), gateway, tally);
    }

    private Result audit(Plan plan, Tally tally, List<Long> lastMs, Start start, JsonNode frameToWebSocketMs)
            throws IOException, InterruptedException {
        Result.Machine machine = Result.Machine.current();
        try (Audit audit = new Audit(clickhouse, start, lastMs)) {
            Audit.Stored stored = audit.await(tally.acknowledged(), UNTIL_STORED);
            long lagMs = Duration.ofNanos(start.elapsedNs() - tally.lastAckNs()).toMillis();
            return new Result(
                    plan,
                    tally.offered(),
                    tally.acknowledged(),
                    stored.records(),
                    stored.doubled(),
                    tally.acknowledgedPerSecond(),
                    tally.reconnects(),
                    tally.ack(),
                    stored.records() < tally.acknowledged() ? null : lagMs,
                    tally.late(),
                    frameToWebSocketMs,
                    machine,
                    versions(audit));
        }
    }

    private static Map<String, String> versions(Audit audit) throws IOException, InterruptedException {
        String own = Objects.requireNonNullElse(Bench.class.getPackage().getImplementationVersion(), "unpackaged");
        return Map.of("fleetwire", own, "java", Runtime.version().toString(), "clickhouse", audit.version());
    }

    private static void say(String format, Object... values) {
        System.err.printf(format + "%n", values);
    }
}
