package io.fleetwire.sim.chaos;

import io.fleetwire.sim.fleet.FleetApi;
import io.fleetwire.sim.load.Audit;
import io.fleetwire.sim.load.Group;
import io.fleetwire.sim.load.LoadFleet;
import io.fleetwire.sim.load.LoadOptions;
import io.fleetwire.sim.load.LoadTracker;
import io.fleetwire.sim.load.Start;
import io.fleetwire.sim.load.Uplink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Breaks a stack on purpose while trackers send, and compares what they were told with what is stored. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Kills, stops, starves and cuts off the parts of a stack while trackers send. Exit status 1: something acknowledged is lost, doubled or out of"
                        + " order, the stack did not recover, or too little happened to show anything.")
public final class Chaos implements Callable<Integer> {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
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

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(
            names = "--gt06",
            paramLabel = "N",
            defaultValue = "20",
            description = "Of the devices, so many speak GT06: a record every two seconds. Default: ${DEFAULT-VALUE}.")
    private int gt06;

    @Option(
            names = "--mqtt",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "Of the devices, so many speak MQTT, half of them with QoS 1, half with QoS 2; the others speak Teltonika's protocol. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int mqtt;

    @Option(
            names = "--only",
            paramLabel = "KIND",
            split = ",",
            description = "Only faults of these kinds, such as stopped-kafka.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--hold",
            paramLabel = "[KIND=]T",
            split = ",",
            description = "Seconds that a fault lasts, or a fault of this kind. Default: 2 to 8, by the seed.")
    private List<String> hold = new ArrayList<>();

    @Option(names = "--run", paramLabel = "FOLDER", required = true, description = "Where the stack's process ids are.")
    private Path run = Path.of("data/run");

    @Option(names = "--gateway-health", paramLabel = "URL", defaultValue = "http://127.0.0.1:5080")
    private URI gatewayHealth = URI.create("http://127.0.0.1:5080");

    @Option(names = "--port-gt06", paramLabel = "P", defaultValue = "5023")
    private int gt06Port;

    @Option(names = "--port-mqtt", paramLabel = "P", defaultValue = "1883")
    private int mqttPort;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9092")
    private String kafka = "127.0.0.1:9092";

    /** Exit status: 0 the promise was kept, 1 not or nothing shown, 2 wrong usage. */
    public static void main(String[] args) {
        System.exit(LoadOptions.execute(new Chaos(), args));
    }

    @Override
    public Integer call() throws Exception {
        List<Group> groups = new Mix(load.devices(), load.rate(), gt06, mqtt, (int) (minutes * 60), seed).groups();
        Choice choice = Choice.of(only, hold);
        Verdict verdict = run(groups, choice);
        Verdict.Least least = only.isEmpty()
                ? Verdict.Least.of(minutes)
                : Verdict.Least.ofChosen(minutes, choice.only().size());
        boolean enough = verdict.showedEnough(least);
        if (!enough) {
            System.out.printf(
                    "✗ too little happened: %d faults of %d kinds and %d acknowledged records are the least, and some over each protocol%n",
                    least.struck(), least.kinds(), least.acknowledged());
        }
        verdict.ways().forEach(way -> System.out.println("  " + (way.kept() ? "✓ " : "✗ ") + way.line()));
        System.out.println((verdict.kept() && enough ? "✓ " : "✗ ") + verdict.line());
        return verdict.kept() && enough ? 0 : 1;
    }

    private Verdict run(List<Group> groups, Choice choice) throws Exception {
        try (Wire wire = new Wire();
                LoadFleet fleet = LoadFleet.register(groups, new FleetApi(load.api(), load.token()), doors(wire))) {
            Faults faults = new Faults(seed, run, wire, choice);
            fleet.dialIn(DIAL_IN);
            Start start = Start.now();
            System.out.printf("%d devices send %d records/s; --seed %d%n", load.devices(), load.rate(), seed);
            FaultSchedule storm = follow(fleet, groups, start, faults);
            return audit(storm, start, groups, fleet);
        }
    }

    /** The relays' doors instead of the gateway's. */
    private Function<Uplink, InetSocketAddress> doors(Wire wire) throws IOException {
        InetSocketAddress teltonika = wire.to(new InetSocketAddress(LOOPBACK, load.teltonikaPort()));
        InetSocketAddress concox = wire.to(new InetSocketAddress(LOOPBACK, gt06Port));
        InetSocketAddress broker = wire.to(new InetSocketAddress(LOOPBACK, mqttPort));
        return uplink -> switch (uplink) {
            case TELTONIKA -> teltonika;
            case GT06 -> concox;
            case MQTT_QOS_1, MQTT_QOS_2 -> broker;
        };
    }

    private List<URI> checks() {
        return List.of(
                gatewayHealth.resolve("/health/ready"),
                load.api().resolve("/q/health/ready"),
                load.clickhouse().resolve("/ping"));
    }

    private FaultSchedule follow(LoadFleet fleet, List<Group> groups, Start start, Faults faults)
            throws IOException, InterruptedException {
        long endNs = groups.getFirst().plan().endNs();
        Map<String, LongSupplier> acknowledged = new HashMap<>();
        groups.forEach(group -> acknowledged.put(group.uplink().words(), group.tally()::acknowledged));
        TargetProcess gateway = new TargetProcess("gateway", run.resolve("gateway.pid"));
        try (Readiness readiness = new Readiness(checks(), acknowledged, () -> start.elapsedNs() < endNs);
                GatewayMemory memory = new GatewayMemory(gateway, gatewayHealth.resolve("/metrics"))) {
            FaultSchedule storm = new FaultSchedule(faults, readiness, memory, Duration.ofMillis((long) (calmS * 1e3)));
            CompletableFuture<Void> raging = CompletableFuture.runAsync(() -> rage(storm, start, endNs, fleet));
            try {
                fleet.follow(start, endNs + DRAIN.toNanos());
            } catch (IOException e) {
                join(raging); // which knows better why
                throw e;
            }
            join(raging);
            return storm;
        }
    }

    /** A stack that does not recover ends the run at once. */
    private static void rage(FaultSchedule storm, Start start, long endNs, LoadFleet fleet) {
        try {
            storm.rage(start, endNs);
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

    private Verdict audit(FaultSchedule storm, Start start, List<Group> groups, LoadFleet fleet)
            throws IOException, InterruptedException {
        List<Verdict.Way> ways = new ArrayList<>();
        Map<String, OrderAudit.Order> orders = new OrderAudit(kafka).look(LoadTracker::isOne);
        for (Group group : groups) {
            try (Audit audit = new Audit(
                    load.clickhouse(), load.clickhousePassword(), start, group, fleet.lastAcknowledgedMs(group))) {
                ways.add(way(group, audit, orders));
            }
        }
        return new Verdict(seed, storm.struck(), storm.kinds(), ways);
    }

    private static Verdict.Way way(Group group, Audit audit, Map<String, OrderAudit.Order> orders)
            throws IOException, InterruptedException {
        long acknowledged = group.tally().acknowledged();
        Audit.Stored stored = audit.await(acknowledged, UNTIL_STORED);
        OrderAudit.Order order = orders.entrySet().stream()
                .filter(one -> group.has(LoadTracker.number(one.getKey())))
                .map(Map.Entry::getValue)
                .reduce(new OrderAudit.Order(0, 0, 0), OrderAudit.Order::plus);
        return new Verdict.Way(
                group.uplink(),
                group.devices(),
                acknowledged,
                acknowledged - stored.records(),
                stored.doubled() + Math.abs(audit.overcounted()),
                order.reordered(),
                order.repeated(),
                group.tally().unanswered(),
                stored.unanswered());
    }
}
