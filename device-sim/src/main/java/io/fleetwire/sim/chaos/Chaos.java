package io.fleetwire.sim.chaos;

import io.fleetwire.sim.fleet.FleetApi;
import io.fleetwire.sim.load.Audit;
import io.fleetwire.sim.load.LoadFleet;
import io.fleetwire.sim.load.LoadTracker;
import io.fleetwire.sim.load.Plan;
import io.fleetwire.sim.load.Start;
import io.fleetwire.sim.load.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Breaks a house on purpose while trackers send, and compares what they were told with what is stored. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Kills, stops, starves and cuts off the parts of a house while trackers send. Exit status 1: something acknowledged is lost, doubled or out of"
                        + " order, the house did not recover, or too little happened to show anything.")
public final class Chaos implements Callable<Integer> {

    private static final Duration DIAL_IN = Duration.ofSeconds(60);

    /** What is not acknowledged then never will be. */
    private static final Duration DRAIN = Duration.ofMinutes(2);

    private static final Duration UNTIL_STORED = Duration.ofMinutes(2);

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Same seed, same faults in the same order. Default: another one each time.")
    private long seed = new Random().nextLong(1_000_000);

    @Option(
            names = "--calm",
            paramLabel = "T",
            defaultValue = "10",
            description =
                    "Seconds from the moment everything is ready again to the next fault. Default: ${DEFAULT-VALUE}.")
    private double calmS;

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
            description = "Trackers. Default: ${DEFAULT-VALUE}.")
    private int devices;

    @Option(names = "--run", paramLabel = "FOLDER", required = true, description = "Where the house's process ids are.")
    private Path run = Path.of("data/run");

    @Option(names = "--api", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080")
    private URI api = URI.create("http://127.0.0.1:8080");

    @Option(names = "--token-file", paramLabel = "FILE", defaultValue = "data/token")
    private Path tokenFile = Path.of("data/token");

    @Option(names = "--gateway-health", paramLabel = "URL", defaultValue = "http://127.0.0.1:5080")
    private URI gatewayHealth = URI.create("http://127.0.0.1:5080");

    @Option(names = "--port-teltonika", paramLabel = "P", defaultValue = "5027")
    private int teltonikaPort;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9092")
    private String kafka = "127.0.0.1:9092";

    @Option(names = "--clickhouse", paramLabel = "URL", defaultValue = "http://127.0.0.1:8123")
    private URI clickhouse = URI.create("http://127.0.0.1:8123");

    private final Tally tally = new Tally(0);

    /** Exit status: 0 the promise was kept, 1 not or nothing shown, 2 wrong usage. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Chaos()).setOverwrittenOptionsAllowed(true);
        line.setExecutionExceptionHandler((exception, command, result) -> {
            command.getErr().println("✗ " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Plan plan = new Plan(rate, devices, 10, 0, (int) (minutes * 60), seed);
        Verdict.Least least = Verdict.Least.of(minutes);
        Verdict verdict = run(plan);
        boolean enough = verdict.showedEnough(least);
        if (!enough) {
            System.out.printf(
                    "✗ too little happened: %d faults of %d kinds and %d acknowledged records are the least%n",
                    least.struck(), least.kinds(), least.acknowledged());
        }
        System.out.println((verdict.kept() && enough ? "✓ " : "✗ ") + verdict.line());
        return verdict.kept() && enough ? 0 : 1;
    }

    private Verdict run(Plan plan) throws Exception {
        try (Wire wire = new Wire(new InetSocketAddress(InetAddress.getLoopbackAddress(), teltonikaPort));
                LoadFleet fleet = LoadFleet.register(
                        devices, new FleetApi(api, FleetApi.token(tokenFile)), wire.address(), tally)) {
            fleet.dialIn(DIAL_IN);
            Start start = Start.now();
            System.out.printf("%d trackers send %d records/s; --seed %d%n", devices, rate, seed);
            Storm storm = follow(fleet, plan, start, new Faults(seed, run, wire));
            return audit(storm, start, fleet.lastAcknowledgedMs());
        }
    }

    private List<URI> checks() {
        return List.of(
                gatewayHealth.resolve("/health/ready"), api.resolve("/q/health/ready"), clickhouse.resolve("/ping"));
    }

    private Storm follow(LoadFleet fleet, Plan plan, Start start, Faults faults)
            throws IOException, InterruptedException {
        try (Readiness readiness =
                new Readiness(checks(), tally::acknowledged, () -> start.elapsedNs() < plan.endNs())) {
            Storm storm = new Storm(faults, readiness, Duration.ofMillis((long) (calmS * 1e3)));
            CompletableFuture<Void> raging = CompletableFuture.runAsync(() -> rage(storm, start, plan, fleet));
            try {
                fleet.follow(plan, start, plan.endNs() + DRAIN.toNanos());
            } catch (IOException e) {
                join(raging); // which knows better why
                throw e;
            }
            join(raging);
            return storm;
        }
    }

    /** A house that does not recover ends the run at once. */
    private static void rage(Storm storm, Start start, Plan plan, LoadFleet fleet) {
        try {
            storm.rage(start, plan.endNs());
        } catch (IOException e) {
            fleet.close();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(CompletableFuture<Void> raging) throws IOException {
        try {
            raging.join();
        } catch (CompletionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    private Verdict audit(Storm storm, Start start, List<Long> lastAcknowledgedMs)
            throws IOException, InterruptedException {
        try (Audit audit = new Audit(clickhouse, start, lastAcknowledgedMs)) {
            Audit.Stored stored = audit.await(tally.acknowledged(), UNTIL_STORED);
            OrderAudit.Order order = new OrderAudit(kafka).look(LoadTracker::isOne);
            return new Verdict(
                    seed,
                    storm.struck(),
                    storm.kinds(),
                    tally.acknowledged(),
                    tally.acknowledged() - stored.records(),
                    stored.doubled() + Math.abs(audit.overcounted()),
                    order.reordered(),
                    order.repeated());
        }
    }
}
