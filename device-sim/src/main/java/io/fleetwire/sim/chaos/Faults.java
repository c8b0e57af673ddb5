package io.fleetwire.sim.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What can go wrong with a stack, in an order that the seed decides: every kind once before any comes again. */
final class Faults {

    private static final List<String> PROCESSES = List.of("gateway", "kafka", "processor", "clickhouse");

    /**
     * Those that keep what they were told in files, and notice a limit of these. ClickHouse refuses inserts on a disk that is really full
     * (NOT_ENOUGH_SPACE), but takes what such a limit cuts off for written (26.7.2.1): it would be the limit that loses records, not a disk.
     */
    private static final List<String> KEEPERS = List.of("kafka", "processor");

    /** A file that is longer cannot grow. */
    private static final String FULL_AT_BYTES = "4096";

    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(8);

    private final Random random;
    private final List<Kind> kinds;
    private final Choice choice;
    private final List<Kind> deck = new ArrayList<>();

    /**
     * A kind of fault.
     *
     * @param name what people choose it by
     * @param made one of it, of a length that was drawn
     */
    private record Kind(String name, Function<Duration, Fault> made) {}

    /**
     * @param run the folder of the process ids
     * @param wire between the devices and the gateway
     * @throws IllegalArgumentException where the choice names what there is not
     */
    Faults(long seed, Path run, Wire wire, Choice choice) {
        this.random = new Random(seed);
        this.choice = choice;
        List<Kind> all = kinds(run, wire);
        choice.check(all.stream().map(Kind::name).toList());
        this.kinds = all.stream().filter(kind -> choice.allows(kind.name())).toList();
    }

    /** How many there are. */
    int kinds() {
        return kinds.size();
    }

    Fault next() {
        if (deck.isEmpty()) {
            deck.addAll(kinds);
            Collections.shuffle(deck, random);
        }
        Duration drawn = Duration.ofMillis(random.nextLong(SHORT.toMillis(), LONG.toMillis()));
        Kind kind = deck.removeFirst();
        return kind.made().apply(choice.length(kind.name(), drawn));
    }

    private static List<Kind> kinds(Path run, Wire wire) {
        List<Kind> kinds = new ArrayList<>();
        for (String name : PROCESSES) {
            TargetProcess target = new TargetProcess(name, run.resolve(name + ".pid"));
            kinds.add(kind("kill -9 " + name, "killed-" + name, (what, length) -> new Signalled(what, target, "KILL")));
            kinds.add(kind("stopped " + name, (what, length) -> new Stopped(what, target, length)));
            if (KEEPERS.contains(name) && TargetProcess.filesCanBeLimited()) {
                kinds.add(kind("disk full under " + name, (what, length) -> new DiskFull(what, target, length)));
            }
        }
        TargetProcess gateway = new TargetProcess("gateway", run.resolve("gateway.pid"));
        kinds.add(kind("restart gateway", (what, length) -> new Signalled(what, gateway, "TERM")));
        kinds.add(kind(
                "connections cut mid-frame", (what, length) -> wired(what, MOMENT, wire::cutMidFrame, wire::heal)));
        kinds.add(kind(
                "acknowledgements lost", (what, length) -> wired(what, length, wire::dropAnswers, wire::cutAndHeal)));
        kinds.add(kind("connections half open", (what, length) -> wired(what, length, wire::hold, wire::cutAndHeal)));
        return kinds;
    }

    private static Kind kind(String what, BiFunction<String, Duration, Fault> made) {
        return kind(what, what.replace(' ', '-'), made);
    }

    private static Kind kind(String what, String name, BiFunction<String, Duration, Fault> made) {
        return new Kind(name, length -> made.apply(what, length));
    }

    /** A signal that ends it; its supervisor starts it again. */
    private record Signalled(String kind, TargetProcess target, String signal) implements Fault {
        @Override
        public Duration length() {
            return MOMENT;
        }

        @Override
        public void strike() throws IOException, InterruptedException {
            target.signal(signal);
        }

        @Override
        public void heal() {
            // Its supervisor's business.
        }
    }

    /** Stopped where it stands, and resumed as if nothing had been. */
    private record Stopped(String kind, TargetProcess target, Duration length) implements Fault {
        @Override
        public void strike() throws IOException, InterruptedException {
            target.signal("STOP");
        }

        @Override
        public void heal() throws IOException, InterruptedException {
            target.signal("CONT");
        }
    }

    /** Nothing it writes is taken; it may give up, and is then started again with room on its disk. */
    private record DiskFull(String kind, TargetProcess target, Duration length) implements Fault {
        @Override
        public void strike() throws IOException, InterruptedException {
            target.limitFiles(FULL_AT_BYTES);
        }

        @Override
        public void heal() throws IOException, InterruptedException {
            if (target.isAlive()) {
                target.limitFiles("unlimited");
            }
        }
    }

    private interface Act {
        void now();
    }

    private static Fault wired(String kind, Duration length, Act strike, Act heal) {
        return new Fault() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Duration length() {
                return length;
            }

            @Override
            public void strike() {
                strike.now();
            }

            @Override
            public void heal() {
                heal.now();
            }
        };
    }
}
