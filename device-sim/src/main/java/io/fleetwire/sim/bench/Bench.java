package io.fleetwire.sim.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.event.wire.Json;
import io.fleetwire.sim.fleet.FleetApi;
import io.fleetwire.sim.load.Audit;
import io.fleetwire.sim.load.Group;
import io.fleetwire.sim.load.LoadFleet;
import io.fleetwire.sim.load.LoadOptions;
import io.fleetwire.sim.load.Plan;
import io.fleetwire.sim.load.Start;
import io.fleetwire.sim.load.Tally;
import io.fleetwire.sim.load.Uplink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Offers a constant load to a stack that is up and prints one JSON object: what became of it. */
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

    /** A generator that is later than this, p99, measures the machine rather than the stack. */
    private static final double LATE_MS = 5;

    private static final Duration DIAL_IN = Duration.ofMinutes(3);
    private static final Duration UNTIL_STORED = Duration.ofSeconds(60);

    @Mixin
    private LoadOptions load = new LoadOptions();

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
                    "Nobody registers the trackers: for a stack that adopts whoever dials in (FLEETWIRE_ADOPT=true).")
    private boolean unregistered;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the result there as well.")
    private @Nullable Path out;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "The gateway. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    /** Exit status: 0 everything kept, 1 not or failed, 2 wrong usage. */
    public static void main(String[] args) {
        System.exit(LoadOptions.execute(new Bench(), args));
    }

    @Override
    public Integer call() throws Exception {
        Plan plan = new Plan(load.rate(), load.devices(), batch, warmup, seconds, seed);
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
        Group trackers = new Group(Uplink.TELTONIKA, 0, plan, new Tally(plan.warmupNs()));
        String token = load.token();
        try (LoadFleet fleet = fleet(trackers, token);
                LiveObserver observer = new LiveObserver(load.api(), token)) {
            observer.watch();
            fleet.dialIn(DIAL_IN);
            say(
                    "%d trackers are connected; %d s warm-up, %d s measured, %d records/s",
                    plan.devices(), warmup, seconds, plan.rate());
            Start start = Start.now();
            fleet.follow(start, plan.endNs() + DRAIN.toNanos());
            return audit(trackers, fleet.lastAcknowledgedMs(trackers), start, observer.latencyMs());
        }
    }

    private LoadFleet fleet(Group trackers, String token) throws IOException, InterruptedException {
        InetSocketAddress gateway = new InetSocketAddress(host, load.teltonikaPort());
        return unregistered
                ? LoadFleet.unregistered(trackers, gateway)
                : LoadFleet.register(List.of(trackers), new FleetApi(load.api(), token), uplink -> gateway);
    }

    private Result audit(Group trackers, List<Long> lastMs, Start start, JsonNode frameToWebSocketMs)
            throws IOException, InterruptedException {
        Result.Machine machine = Result.Machine.current();
        Tally tally = trackers.tally();
        try (Audit audit = new Audit(load.clickhouse(), load.clickhousePassword(), start, trackers, lastMs)) {
            Audit.Stored stored = audit.await(tally.acknowledged(), UNTIL_STORED);
            long lagMs = Duration.ofNanos(start.elapsedNs() - tally.lastAckNs()).toMillis();
            return new Result(
                    trackers.plan(),
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
